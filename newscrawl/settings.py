"""Every default, once. docs/settings.md tells what each is for; `-s NAME=VALUE` overrides one for a run."""

from __future__ import annotations

from newscrawl import __version__
from newscrawl.cores import cores

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
SPIDER_LOADER_CLASS = "newscrawl.spiders.loader.SiteSpiderLoader"
COMMANDS_MODULE = "newscrawl.commands"

# --- newscrawl's own -------------------------------------------------------------------------------------------------

ARCHIVE = "output/archive.db"  # the archive; raw pages go into archive.raw.db beside it
KEEP_RAW = True  # keep each new or changed article and front page as it came
KEEP_IMAGES = False  # fetch and keep the pictures of stories, too, after all pages
IMAGE_MAXSIZE = 10 * 1024 * 1024  # bytes; a larger picture is not kept
SITES = "sites/"  # the user's own site descriptions, beside the bundled ones
CRAWL_CLOCK = ""  # ISO 8601 time at which the run's "now" starts; empty: the system's
ON_PROBLEM = ""  # a shell command that is run when a run ends unhealthy; it finds the report on its standard input
REVISIT_SOONEST = 10 * 60.0  # seconds; no known article is due before that (docs/revisits.md argues for all three)
REVISIT_LATEST = 60 * 86400.0  # seconds; no known article is due later
REVISIT_SHARE = 0.25  # the part of its age after which an article that never changed is due
# Worker processes that read pages, beside the one that fetches; all but the first come only where these cannot keep up.
READER_PROCESSES = min(4, cores())
READER_TIMEOUT = 30  # seconds that reading one page may take
REREAD_SECONDS = 300.0  # what reading pages again at a run's end, with what was learnt in it, may take; 0: none are

# --- manners ---------------------------------------------------------------------------------------------------------

# Put your own address here: an operator who is bothered should be able to write to you.
USER_AGENT = f"newscrawl/{__version__} (news archive; set USER_AGENT to say who you are)"
ROBOTSTXT_OBEY = True
ROBOTS_META_OBEY = False  # leave out pages that say noindex or noarchive, and the links of those that say nofollow
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
CRAWL_DELAY_MAX = 60.0  # seconds; a longer Crawl-delay of robots.txt counts as this
REFUSAL_REST = 2.0  # seconds for which a host rests after a 429 or 503 that does not say for how long
RETRY_AFTER_MAX = 600.0  # a host that wants to rest longer is not asked again in this run
# Without 429 and 503, which middlewares.patience sees to: asking again at once is what these two forbid.
RETRY_HTTP_CODES = [408, 500, 502, 504, 522, 524]

# --- hostile or broken servers ---------------------------------------------------------------------------------------

DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # decoded; no news page is larger
DOWNLOAD_WARNSIZE = 0
# Bytes of pages being read, from which on none are asked: what keeps the readers busy while a burst is written.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 16 * 1024 * 1024
REDIRECT_MAX_TIMES = 8
RETRY_TIMES = 2
HTTPERROR_ALLOW_ALL = True  # the spider closes the row of every answer, good or bad
METAREFRESH_ENABLED = False  # it would parse every page in the crawl's own process
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# --- components and their order --------------------------------------------------------------------------------------

DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "newscrawl.handler.BoundedDownloadHandler")  # bounded headers
TWISTED_DNS_RESOLVER = "newscrawl.resolver.PublicResolver"  # IPv4 and IPv6, no private addresses
SCHEDULER = "newscrawl.scheduler.LedgerScheduler"
CONCURRENT_ITEMS = 1  # a page's items reach the store in order, its Visit last; also twice as fast
ITEM_PIPELINES = {
    "newscrawl.pipelines.clean.CleanPipeline": 100,
    "newscrawl.pipelines.validate.ValidatePipeline": 200,
    "newscrawl.pipelines.template.TemplatePipeline": 220,
    "newscrawl.pipelines.window.WindowPipeline": 250,
    "newscrawl.pipelines.dedupe.DedupePipeline": 300,
    "newscrawl.pipelines.store.StorePipeline": 900,
}
# They look at requests that a spider yields. Ours yield items alone, each of which would pass through all of them.
SPIDER_MIDDLEWARES = dict.fromkeys(
    f"scrapy.spidermiddlewares.{name}Middleware"
    for name in ("start.StartSpider", "httperror.HttpError", "urllength.UrlLength", "depth.Depth")
)
DOWNLOADER_MIDDLEWARES = {
    # It would drop requests before the ledger hears of them; which addresses belong to a site, the ledger decides.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "newscrawl.middlewares.robots.RobotsMiddleware": 100,
    "newscrawl.middlewares.patience.PatienceMiddleware": 110,
    "newscrawl.middlewares.unpacking.UnpackingMiddleware": 590,
    "newscrawl.middlewares.capture.CaptureMiddleware": 595,  # below 590 the headers no longer are what was received
    "newscrawl.middlewares.cookies.LateCookiesMiddleware": 700,
    "newscrawl.middlewares.login.LoginMiddleware": 710,
    "newscrawl.middlewares.private.PrivateAddressMiddleware": 760,  # below 750, which names the proxy
}
EXTENSIONS = {
    "newscrawl.extensions.archive.ArchiveExtension": 0,  # first: opens what the others use
    "newscrawl.extensions.plainlog.PlainLogExtension": 1,  # what a site says commands no terminal through a log line
    "newscrawl.extensions.ending.EndingExtension": 800,
    "newscrawl.extensions.progress.ProgressExtension": 850,  # above the report, which takes its place
    "newscrawl.extensions.report.ReportExtension": 900,
    "newscrawl.extensions.alarm.AlarmExtension": 950,  # last: what it may take delays nothing
}

# --- quiet: the report at a run's end tells what matters -------------------------------------------------------------

REPORT = "auto"  # full: always the whole report; auto: that on a terminal, else a paragraph on trouble alone
LOG_LEVEL = "WARNING"
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the ledger keeps the reason
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"  # so it does here
