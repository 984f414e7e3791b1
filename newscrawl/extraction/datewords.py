"""The words by which newsrooms say that a date is that of publication, or that of the last change.

The patterns are for texts in lower case (`text.folded`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.extraction.text import folded
from newscrawl.late import late

__all__ = ["BROADCAST", "CHANGED", "PUBLISHED", "UNTIL", "part_published"]

_CHANGED = (
    # Germanic, Romance and English
    r"updat|modif|edited|revised|aktualis|actuali[zt]|mis à jour|mise à jour|aggiorna(?:t|ment)|atuali[sz]ad|atualizado"
    r"|alterado|bijgewerkt|gewijzigd|oppdatert|opdateret|uppdaterad|endret|ændret|ändrad|uppfært|stand:"
    # Slavic, Baltic, Finnic, Hungarian, Romanian, Greek, Turkish
    r"|aktualiz|zmienion|zmodyfikowan|upraven|ažuriran|izmijenjen|izmenjen|posodobljen|обновл|актуализ|изменен|оновлен"
    r"|ажурирано|промењено|atnaujint|redaguota|atjaun|labots|uuendatud|muudetud|päivitetty|muokattu|frissít|módosít"
    r"|ενημέρωση|ενημερώθηκε|τροποπ|güncel|değiştirilme"
    # other scripts
    r"|تحديث|حُدث|به‌روز|بروز رسانی|بروزرسانی|ویرایش|עודכן|עדכון|अपडेट|अद्यतन|আপডেট|হালনাগাদ|புதுப்பி|నవీకరించ|అప్‌డేట్"
    r"|اپ ڈیٹ|อัปเดต|อัพเดต|ปรับปรุง|แก้ไขล่าสุด|cập nhật|diperbarui|dikemas ?kini|imesasishwa"
    r"|更新|修改|改訂|編集|수정|업데이트|최종"
)
_PUBLISHED = (
    r"datum|date|published|first published|publié|veröffentlicht|erschienen|erstellt|fecha|publicad[oa]|pubblicato|data"
    r"|posted|created|gepubliceerd|geplaatst|publicerad|publisert|publiceret|udgivet|julkaistu|birt|opublikowan[oey]|publikacja"
    r"|data publikacji|publikován[oý]|publikované|zverejnené|vydáno|megjelent|közzétéve|publicat|objavljen[oa]?"
    r"|datum objave|paskelbta|publikuota|publicēts|avaldatud|imechapishwa|diterbitkan|tayang|đăng|ngày đăng"
    r"|опубликовано|дата публикации|публикувана?|опубліковано|објављено|δημοσίευση|δημοσιεύτηκε|δημοσιεύθηκε"
    r"|yayinlanma|yayin tarihi|giriş tarihi|giriş|oluşturulma|eklenme"
    r"|نشر|نُشر|نشرت|تاريخ النشر|تاریخ انتشار|تاریخ|منتشر شده|פורסם|תאריך|प्रकाशित|पब्लिश्ड|প্রকাশ|প্রকাশিত|வெளியிடப்பட்ட|பதிவு"
    r"|ప్రచురణ|శائع|شائع|تاریخ اشاعت|เผยแพร่|วันที่"
    r"|发布|發布|發佈|发表|發表|公開|掲載|配信|投稿|입력|등록|기사입력|승인|게시|時間|时间"
)
CHANGED = re.compile(_CHANGED)
PUBLISHED = re.compile(rf"^(?:{_PUBLISHED})(?![^\W\d_])")
UNTIL = re.compile(
    r"(?:verfügbar|abrufbar|online|gültig) bis|available (?:until|till)|expires|disponible (?:hasta|jusqu)"
    r"|disponibile fino|disponível até|beschikbaar tot|tilgjengelig til|tillgänglig till|dostępn\w+ do|доступно до"
)
"""How long a film or an offer may be had."""
BROADCAST = re.compile(
    r"dieses thema im programm|über dieses thema bericht"
    r"|(?:sendung|sende(?:datum|termin)|gesendet|ausgestrahlt|erstsendung)\b"
    r"|(?:first )?(?:aired|broadcast)\b|(?:diffusé|diffusion|émission)\b|(?:emitid[oa]|emissione|in onda|transmissão)\b"
)
"""How lines begin that tell when something was or is on the air, which is not when its story was published."""
_INSIDE = late(rf"(?<![^\W\d_])(?:{_PUBLISHED})(?![^\W\d_])")


@lru_cache(maxsize=1_024)
def part_published(line: str) -> str:
    """The part of a line that tells when the story was published, where it tells of a change, too: "Updated 18 April |
    Published 17 April". Empty where it tells of a change alone; the line itself where it tells of none."""
    low = folded(line)
    changed = CHANGED.search(low)
    if changed is None:
        return line
    label = _INSIDE.search(low, changed.end())
    if label is not None and any(c.isdigit() for c in line[label.end() :]):
        return line[label.start() :]
    before = line[: changed.start()]
    return before if any(c.isdigit() for c in before) else ""
