"""Names of months in the words of newsrooms, in some seventy languages and in three calendars."""

from __future__ import annotations

import re
from typing import NamedTuple

from newscrawl.extraction.digits import bare

__all__ = ["Month", "find_months", "month_of"]

# Latin, Cyrillic and Greek letters first, then right-to-left scripts, then those of India and Thailand. Forms are those
# that stand in dates: genitives, and what newsrooms shorten.
_NAMES = (
    "january jan januar januari januara januarja januarie janvier janv janeiro enero ene gennaio gen gener stycznia "
    "styczen sty ledna leden januára januar ianuarie ian ocak oca januaris janvaris janvari sausio sausis jaanuar jaan "
    "tammikuuta tammikuu tammi januárius január siječnja sij janúar yanuari "
    "января январь янв януари яну січня січень січ јануар јануара ιανουαριου ιανουαριος ιαν "
    "يناير جانفي ינואר جنوری ژانویه जनवरी जान জানুয়ারি জানুয়ারী ஜனவரி ஜன జనవరి มกราคม ม.ค"
    " студзеня xaneiro janar იანვარი հունվարի қаңтар yanvar јануари urtarrilaren जानेवारी જાન્યુઆરી ಜನವರಿ"
    " ജനുവരി ਜਨਵਰੀ ජනවාරි jänner jän студзень urtarrila",
    "february feb februar februari februara februarja februarie fevrier fevr fev febrero febbraio fevereiro febrer "
    "lutego luty lut unora unor únor febrúar febr subat şub februaris februaris februari vasario vasaris veebruar "
    "helmikuuta helmikuu helmi február veljače velj februar peb "
    "февраля февраль фев февр февруари лютого лютий лют фебруар фебруара φεβρουαριου φεβρουαριος φεβ φεβρ "
    "فبراير شباط فيفري פברואר فروری فوریه फरवरी फर ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி பிப் ఫిబ్రవరి กุมภาพันธ์ ก.พ"
    " лютага febreiro pebrero shkurt თებერვალი փետրվարի ақпан fevral otsailaren फेब्रुवारी फेब्रुअरी ફેબ્રુઆરી"
    " ಫೆಬ್ರವರಿ ഫെബ്രുവരി ਫਰਵਰੀ පෙබරවාරි feber люты",
    "march mar marz maerz mars marzo marco maart mrt marca martie marts marta marec marzec brezna brezen martie mart "
    "kovo kovas maaliskuuta maaliskuu maalis március márc ožujka ožu machi maret mac març "
    "марта март мар березня березень бер марта μαρτιου μαρτιος μαρ "
    "مارس آذار اذار מרץ מרס مارچ मार्च মার্চ மார்ச் மார் మార్చి మార్చ్ มีนาคม มี.ค"
    " сакавіка marso მარტი մարտի наурыз martxoaren માર્ચ ಮಾರ್ಚ್ മാര്ച്ച് മാർച്ച് ਮਾਰਚ මාර්තු сакавік martxoa",
    "april apr avril avr abril abr aprile kwietnia kwiecien kwi dubna duben aprila aprilie nisan nis aprilis aprill "
    "balandžio balandis bal huhtikuuta huhtikuu huhti április ápr travnja tra apríl aprili d'abril d’abril "
    "апреля апрель апр април априла квітня квітень квіт απριλιου απριλιος απρ "
    "أبريل ابريل نيسان أفريل افريل אפריל اپریل آوریل अप्रैल एप्रिल এপ্রিল ஏப்ரல் ஏப் ఏప్రిల్ เมษายน เม.ย"
    " красавіка prill აპრილი ապրիլի сәуір aprel apirilaren अप्रिल એપ્રિલ ಏಪ್ರಿಲ್ ഏപ്രില് ഏപ്രിൽ ਅਪ੍ਰੈਲ අප්රේල්"
    " красавік",
    "may mai mayo maggio mag maio mei maj maja kvetna kveten mayis maijs maija gegužės gegužė geg toukokuuta toukokuu "
    "touko május máj svibnja svi maí maig mája maia "
    "мая май маи травня травень трав мај маја μαιου μαιος μαι "
    "مايو أيار ايار ماي מאי مئی مه मई मे মে மே మే พฤษภาคม พ.ค"
    " მაისი մայիսի мамыр maiatzaren મે ಮೇ മേയ് മെയ് ਮਈ මැයි",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze cervna cerven iunie haziran haz junijs junija "
    "birželio birželis birž juuni kesakuuta kesakuu kesa június jún lipnja lip júní juny junij júna juna "
    "июня июнь июн юни червня червень черв јун јуна јуни ιουνιου ιουνιος ιουν "
    "يونيو حزيران جوان יוני جون ژوئن जून জুন ஜூன் జూన్ มิถุนายน มิ.ย"
    " чэрвеня xuño hunyo qershor ივნისი հունիսի маусым iyun ekainaren जुन જૂન ಜೂನ್ ജൂണ് ജൂൺ ਜੂਨ ජූනි чэрвень",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec cervence cervenec iulie temmuz tem julijs julija "
    "liepos liepa liep juuli heinakuuta heinakuu heina július júl srpnja srp júlí juliol julij júla jula julai "
    "июля июль июл юли липня липень лип јул јула јули ιουλιου ιουλιος ιουλ "
    "يوليو تموز جويلية يوليوز יולי جولائی ژوئیه जुलाई जुलै জুলাই ஜூலை ఆజులై జులై జూలై กรกฎาคม ก.ค"
    " ліпеня xullo hulyo korrik ივლისი հուլիսի шілде iyul uztailaren જુલાઈ ಜುಲೈ ജൂലൈ ਜੁਲਾਈ ජූලි ліпень",
    "august aug aout agosto ago augustus augusti agost sierpnia sierpien sie srpna srpen augusta agustos agu agus "
    "augusts rugpjūčio rugpjūtis rugp elokuuta elokuu elo augusztus kolovoza kol ágúst avgust avgusta avg ogos agt "
    "agosti agustus d'agost d’agost "
    "августа август авг серпня серпень серп август августа αυγουστου αυγουστος αυγ "
    "أغسطس اغسطس آب اب أوت اوت غشت אוגוסט اگست अगस्त अग ऑगस्ट আগস্ট আগষ্ট ஆகஸ்ட் ஆக ఆగస్టు ఆగస్ట్ สิงหาคม ส.ค"
    " жніўня gusht აგვისტო օգոստոսի тамыз avqust abuztuaren अगस्ट ઓગસ્ટ ಆಗಸ್ಟ್ ഓഗസ്റ്റ് ਅਗਸਤ අගෝස්තු жнівень",
    "september sep sept septembre septiembre settembre set setembro setembre wrzesnia wrzesien wrz zari september "
    "septembrie eylul eyl septembris rugsėjo rugsėjis rugs syyskuuta syyskuu syys szeptember szept rujna ruj "
    "septembra septemba "
    "сентября сентябрь сен сент септември септ вересня вересень вер септембар септембра σεπτεμβριου σεπτεμβριος σεπ "
    "σεπτ سبتمبر أيلول ايلول شتنبر ספטמבר ستمبر سپتامبر सितंबर सितम्बर सित सप्टेंबर সেপ্টেম্বর செப்டம்பர் செப் సెప్టెంబర్ "
    "సెప్టెంబరు กันยายน ก.ย"
    " верасня setyembre shtator სექტემბერი սեպտեմբերի қыркүйек sentabr sentyabr irailaren सेप्टेम्बर સપ્ટેમ્બર"
    " ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബര് സെപ്റ്റംബർ ਸਤੰਬਰ සැප්තැම්බර් septembrī setiembre верасень",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik paz rijna rijen "
    "octombrie ekim eki oktobris spalio spalis spal oktoober lokakuuta lokakuu loka október oktobra oktobar d'octubre "
    "d’octubre oktoba "
    "октября октябрь окт октомври жовтня жовтень жовт октобар октобра οκτωβριου οκτωβριος οκτ "
    "أكتوبر اكتوبر אוקטובר اکتوبر اکتبر अक्टूबर अक्तूबर ऑक्टोबर অক্টোবর அக்டோபர் அக் అక్టోబర్ అక్టోబరు ตุลาคม ต.ค"
    " кастрычніка oktubre tetor ოქტომბერი հոկտեմբերի қазан oktabr oktyabr urriaren अक्टोबर ઓક્ટોબર ಅಕ್ಟೋಬರ್"
    " ഒക്ടോബര് ഒക്ടോബർ ਅਕਤੂਬਰ ඔක්තෝබර් oktobrī кастрычнік",
    "november nov novembre noviembre novembro listopada listopad lis listopadu noiembrie noi kasim kas novembris "
    "lapkričio lapkritis lapkr marraskuuta marraskuu marras novembra novembar studenoga studenog stu nóvember "
    "novemba de’novembre "
    "ноября ноябрь ноя нояб ноември листопада листопад лист новембар новембра νοεμβριου νοεμβριος νοε νοεμ "
    "نوفمبر نونبر נובמבר نومبر نوامبر नवंबर नवम्बर नव नोव्हेंबर নভেম্বর நவம்பர் நவ నవంబర్ నవంబరు พฤศจิกายน พ.ย"
    " лістапада nobyembre nëntor ნოემბერი նոյեմբերի қараша noyabr azaroaren नोभेम्बर નવેમ્બર ನವೆಂಬರ್ നവംബര്"
    " നവംബർ ਨਵੰਬਰ නොවැම්බර් novembrī лістапад",
    "december dec dezember dez decembre diciembre dic dicembre dezembro desembre grudnia grudzien gru prosince "
    "prosinec decembrie aralik ara decembris gruodžio gruodis gruod detsember dets joulukuuta joulukuu joulu decembra "
    "decembar prosinca pro desember des disember dis desemba "
    "декабря декабрь дек декември грудня грудень груд децембар децембра δεκεμβριου δεκεμβριος δεκ "
    "ديسمبر دجنبر דצמבר دسمبر دسامبر दिसंबर दिसम्बर दिस डिसेंबर ডিসেম্বর டிசம்பர் டிச డిసెంబర్ డిసెంబరు ธันวาคม ธ.ค"
    " снежня decembro disyembre dhjetor დეკემბერი դեկտեմբերի желтоқсан dekabr abenduaren डिसेम्बर ડિસેમ્બર"
    " ಡಿಸೆಂಬರ್ ഡിസംബര് ഡിസംബർ ਦਸੰਬਰ දෙසැම්බර් decembrī снежань",
)
_JALALI = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()  # noqa: SIM905
_LEVANTINE = {"تشرين الأول": "أكتوبر", "تشرين الاول": "أكتوبر", "تشرين الثاني": "نوفمبر",
              "كانون الأول": "ديسمبر", "كانون الاول": "ديسمبر", "كانون الثاني": "يناير"}  # fmt: skip
_ELSEWHERE = {
    "hr": {"listopada": 10, "listopad": 10, "lis": 10},
    "bs": {"listopada": 10},
    "az": {"mart": 3},
    "pl": {"lip": 7},
    "af": {"junie": 6, "julie": 7},
}
"""Names that another language gives to another month, or to a person."""
_WORD = re.compile(r"[^\W\d_](?:[^\s\d,;:|()/·–—-]){1,20}")


class Month(NamedTuple):
    """A month's name in a line."""

    number: int
    """1 to 12."""
    start: int
    end: int
    jalali: bool
    """Whether it is one of the Persian calendar."""


def _table(lists: tuple[str, ...]) -> dict[str, int]:
    return {bare(name): number for number, names in enumerate(lists, 1) for name in names.split()}


_MONTHS = _table(_NAMES)
_PERSIAN = _table(tuple(_JALALI))


def month_of(word: str, language: str = "") -> int | None:
    """Number of the month, 1 to 12, that a word names; `language` (BCP 47) decides where languages differ."""
    name = bare(word).rstrip(".,'’")
    own = _ELSEWHERE.get(language[:2])
    if own and name in own:
        return own[name]
    number = _MONTHS.get(name)
    if number is None and name[:2] in ("d'", "d’", "l'", "l’"):  # "17 d'abril"
        number = _MONTHS.get(name[2:])
    return _MONTHS.get(name[1:]) if number is None and name.startswith("ב") else number


def find_months(text: str, language: str = "") -> list[Month]:
    """Months that a line names, in order."""
    for pair, single in _LEVANTINE.items():
        if pair in text:
            text = text.replace(pair, single.ljust(len(pair)))
    found: list[Month] = []
    for match in _WORD.finditer(text):
        persian = _PERSIAN.get(bare(match[0])) if language.startswith(("fa", "ps", "ku")) else None
        number = persian or month_of(match[0], language)
        if number is None:
            continue
        last = found[-1] if found else None
        if last is not None and last.number == number and text[last.end : match.start()].strip() == "/":
            found[-1] = last._replace(end=match.end())  # one month by two names: "آب/أغسطس"
        else:
            found.append(Month(number, match.start(), match.end(), persian is not None))
    return found
