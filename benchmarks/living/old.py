"""A page of twenty years ago: tables, line breaks, font elements, a counter, dates in numbers, Latin-1."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from benchmarks.living.model import Site, Text
from benchmarks.living.noise import Noise

__all__ = ["page", "story_page"]

ZONE = timezone(timedelta(hours=2))
_PICTURE = "http://{host}/fotos/{name}.jpg?ancho={width}&s={token}"


def story_page(site: Site, text: Text, modified: datetime, noise: Noise, canonical: str) -> str:
    """The page of a story."""
    picture = noise.picture(site.host, text.image, _PICTURE)
    published, changed = text.published.astimezone(ZONE), modified.astimezone(ZONE)
    parts = [f'<p class="nota">{noise.text(text.note)}</p>'] if text.note else []
    body = [
        f"{text.dateline}.- {words}" if text.dateline and at == 0 else words for at, words in enumerate(text.paragraphs)
    ]
    breaks = noise.rng.choice(("<br><br>", "<br />\n<br />\n", "<BR>&nbsp;<BR>"))
    parts.append(breaks.join(noise.text(words) for words in body))
    if text.correction:
        parts.append(f"{breaks}<b>{noise.text(text.correction)}</b>")
    by = " / ".join(text.authors)
    stamp = f"{published:%d/%m/%Y} - {published:%H:%M} h."
    if changed - published > timedelta(minutes=30):
        stamp += f" (Actualizado {changed:%d/%m/%Y %H:%M})"
    more = "<br>".join(f'&raquo; <a href="{url}">{noise.text(head)}</a>' for url, head in noise.rail(3))
    side = "<br>".join(f'<a href="{url}">{noise.text(head)}</a>' for url, head in noise.rail(5))
    main = f"""<table {noise.attributes(width="100%", cellpadding="4", border="0")}><tr><td valign="top" width="70%">
<font size="1"><a href="/">Inicio</a> &gt; <a href="/seccion.php?s={text.section.lower()}">{text.section}</a></font><br>
<h1><font {noise.attributes(face="Georgia", size="5")}>{noise.text(text.headline)}</font></h1>
<p class="entradilla"><b>{noise.text(text.standfirst)}</b></p>
<font size="1" class="firma">Por {noise.text(by)}</font><br>
<font size="1" class="fecha">{stamp}</font> <font size="1">({noise.ago(text.published)})</font>
<table {noise.attributes(align="right", width="220", class_="foto")}><tr><td>
<img {noise.attributes(src=picture, width="200", border="0", alt="")}></td></tr>
<tr><td class="pie_foto"><font size="1"><i>{noise.text(text.caption)}</i></font></td></tr></table>
<div id="texto" class="texto">{"".join(parts)}</div>
<br><font size="1">Esta noticia ha sido le&iacute;da {noise.count():,} veces. {noise.count(0, 60)} comentarios.</font>
<hr><b>M&aacute;s noticias</b><br>{more}
</td><td valign="top" bgcolor="#{noise.token(6)}"><b>Lo m&aacute;s le&iacute;do</b><br>{side}<br>
<!-- banner {noise.token()} --><a href="http://ads.test/b?{noise.token()}">
<img src="/banners/{noise.count()}.gif" alt="Publicidad"></a></td></tr></table>"""
    head = "\n".join([
        f'<link rel="canonical" href="{canonical}">',
        f"<meta {noise.attributes(name='description', content=noise.plain(text.standfirst))}>",
        f"<meta {noise.attributes(property='og:image', content=picture)}>",
    ])  # fmt: skip
    return page(site, noise, f"{text.headline} - {site.name}", head, main)


def page(site: Site, noise: Noise, title: str, head: str, main: str) -> str:
    """A page around what it shows."""
    menu = " | ".join(f'<a href="/seccion.php?s={section.lower()}">{section}</a>' for section in site.sections)
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html lang="es"><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>{noise.text(title)}</title>
{head}
</head><body bgcolor="#ffffff" onload="init('{noise.token(8)}')">
<table {noise.attributes(width="780", cellspacing="0", align="center")}><tr><td><a href="/">
<img src="/logo.gif" alt="{site.name}"></a></td>
<td align="right"><font size="1">{noise.now:%d/%m/%Y} | Usuarios conectados: {noise.count(1, 400)}</font></td></tr>
<tr><td colspan="2" bgcolor="#dddddd">{menu}</td></tr>
<tr><td colspan="2">
{main}
</td></tr><tr><td colspan="2" align="center">
<font size="1">&copy; 2024 {site.name} | <a href="/contacto.php">Contacto</a> |
<a href="/quienes.php">Qui&eacute;nes somos</a></font></td></tr></table>
</body></html>
"""
