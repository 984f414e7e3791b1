"""Dates in the words of newsrooms of some fifty languages, in their calendars and zones, and told from the visit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from newscrawl.extraction.calendars import jalali
from newscrawl.extraction.dates import read_date

VISIT = datetime(2026, 4, 22, 14, 0, tzinfo=UTC)

ABSOLUTE = [
    ("Published 17 April 2026, 15:07 BST", "en", None, "2026-04-17T15:07:00+01:00"),
    ("Fri 17 Apr 2026 15.07 BST", "en-GB", None, "2026-04-17T15:07:00+01:00"),
    ("Apr 17, 2026 at 3:07 p.m. ET", "en-US", None, "2026-04-17T15:07:00-04:00"),
    ("Jan 17, 2026 at 3:07 p.m. ET", "en-US", None, "2026-01-17T15:07:00-05:00"),
    ("April 17, 2026 15:07 IST", "en-IN", "Asia/Kolkata", "2026-04-17T15:07:00+05:30"),
    ("April 17, 2026 15:07 IST", "he", "Asia/Jerusalem", "2026-04-17T15:07:00+03:00"),
    ("Updated - April 17, 2026 08:09 pm IST", "en-IN", "Asia/Kolkata", "2026-04-17T20:09:00+05:30"),
    ("Freitag, 17. April 2026, 15:07 Uhr", "de", "Europe/Berlin", "2026-04-17T15:07:00+02:00"),
    ("17.04.26, 15.07 Uhr", "de", "Europe/Berlin", "2026-04-17T15:07:00+02:00"),
    ("17.4.2026 um 15:07 MESZ", "de", None, "2026-04-17T15:07:00+02:00"),
    ("Publié le vendredi 17 avril 2026 à 15h07", "fr", "Europe/Paris", "2026-04-17T15:07:00+02:00"),
    ("Publié le 1er avril 2026 à 09 h 07", "fr", "Europe/Paris", "2026-04-01T09:07:00+02:00"),
    ("Le 17/04/2026 à 15:07", "fr", "Europe/Paris", "2026-04-17T15:07:00+02:00"),
    ("viernes, 17 de abril de 2026 - 15:07 h", "es", "Europe/Madrid", "2026-04-17T15:07:00+02:00"),
    ("17 ABR 2026 - 15:07 CEST", "es", "Europe/Madrid", "2026-04-17T15:07:00+02:00"),
    ("17 abr 2026 03:07 p. m.", "es", "America/Mexico_City", "2026-04-17T15:07:00-06:00"),
    ("Abril 17, 2026 3:07 pm", "es", "America/Bogota", "2026-04-17T15:07:00-05:00"),
    ("17/04/2026 15h07 (atualizado em 18/04/2026 às 10h00)", "pt-BR", "America/Sao_Paulo", "2026-04-17T15:07:00-03:00"),
    ("17 abr. 2026, 15h07", "pt", "Europe/Lisbon", "2026-04-17T15:07:00+01:00"),
    ("17 Aprile 2026 alle 15:07", "it", "Europe/Rome", "2026-04-17T15:07:00+02:00"),
    ("Venerdì 17 aprile 2026 - 15.07", "it", "Europe/Rome", "2026-04-17T15:07:00+02:00"),
    ("vrijdag 17 april 2026 om 15:07 uur", "nl", "Europe/Amsterdam", "2026-04-17T15:07:00+02:00"),
    ("17 apr 2026 15:07", "nl", "Europe/Amsterdam", "2026-04-17T15:07:00+02:00"),
    ("Publicerad 17 april 2026 kl 15.07", "sv", "Europe/Stockholm", "2026-04-17T15:07:00+02:00"),
    ("Publicerad: 17 maj 2025 15.07", "sv", "Europe/Stockholm", "2025-05-17T15:07:00+02:00"),
    ("17. apr. 2026 kl. 15.07", "da", "Europe/Copenhagen", "2026-04-17T15:07:00+02:00"),
    ("Publisert: 17. mai 2025, kl. 15:07", "nb", "Europe/Oslo", "2025-05-17T15:07:00+02:00"),
    ("17.4.2026 klo 15.07", "fi", "Europe/Helsinki", "2026-04-17T15:07:00+03:00"),
    ("pe 17.4.2026 15.07", "fi", "Europe/Helsinki", "2026-04-17T15:07:00+03:00"),
    ("17. apríl 2026 kl. 15:07", "is", "Atlantic/Reykjavik", "2026-04-17T15:07:00+00:00"),
    ("3. júní 2025", "is", "Atlantic/Reykjavik", "2025-06-03T00:00:00+00:00"),
    ("17 kwietnia 2026, godz. 15:07", "pl", "Europe/Warsaw", "2026-04-17T15:07:00+02:00"),
    ("17 kwi 2026 15:07", "pl", "Europe/Warsaw", "2026-04-17T15:07:00+02:00"),
    ("3 października 2025", "pl", "Europe/Warsaw", "2025-10-03T00:00:00+02:00"),
    ("17. dubna 2026 15:07", "cs", "Europe/Prague", "2026-04-17T15:07:00+02:00"),
    ("17. 4. 2026 v 15:07", "cs", "Europe/Prague", "2026-04-17T15:07:00+02:00"),
    ("3. září 2025", "cs", "Europe/Prague", "2025-09-03T00:00:00+02:00"),
    ("17. apríla 2026 o 15:07", "sk", "Europe/Bratislava", "2026-04-17T15:07:00+02:00"),
    ("17. novembra 2025", "sk", "Europe/Bratislava", "2025-11-17T00:00:00+01:00"),
    ("2026. április 17. 15:07", "hu", "Europe/Budapest", "2026-04-17T15:07:00+02:00"),
    ("2026. ápr. 17., péntek 15:07", "hu", "Europe/Budapest", "2026-04-17T15:07:00+02:00"),
    ("2026.04.17. 15:07", "hu", "Europe/Budapest", "2026-04-17T15:07:00+02:00"),
    ("17 aprilie 2026, ora 15:07", "ro", "Europe/Bucharest", "2026-04-17T15:07:00+03:00"),
    ("17 апр. 2026, 15:07 ч.", "bg", "Europe/Sofia", "2026-04-17T15:07:00+03:00"),
    ("17 април 2026 15:07", "bg", "Europe/Sofia", "2026-04-17T15:07:00+03:00"),
    ("17 апреля 2026 в 15:07 МСК", "ru", "Europe/Moscow", "2026-04-17T15:07:00+03:00"),
    ("15:07, 17 апреля 2026", "ru", "Europe/Moscow", "2026-04-17T15:07:00+03:00"),
    ("17 квітня 2026, 15:07", "uk", "Europe/Kyiv", "2026-04-17T15:07:00+03:00"),
    ("17 Απριλίου 2026, 15:07", "el", "Europe/Athens", "2026-04-17T15:07:00+03:00"),
    ("17 Απρ 2026 3:07 μ.μ.", "el", "Europe/Athens", "2026-04-17T15:07:00+03:00"),
    ("17 Nisan 2026, Cuma 15:07", "tr", "Europe/Istanbul", "2026-04-17T15:07:00+03:00"),
    (
        "Giriş Tarihi: 17.04.2026 15:07 Güncelleme: 18.04.2026",
        "tr",
        "Europe/Istanbul",
        "2026-04-17T15:07:00+03:00",
    ),
    ("3 Ağustos 2025", "tr", "Europe/Istanbul", "2025-08-03T00:00:00+03:00"),
    ("الجمعة 17 أبريل 2026 - 15:07", "ar", "Asia/Riyadh", "2026-04-17T15:07:00+03:00"),
    ("17 نيسان 2026 03:07 م", "ar", "Asia/Beirut", "2026-04-17T15:07:00+03:00"),
    ("١٧ أبريل ٢٠٢٦ ١٥:٠٧", "ar", "Africa/Cairo", "2026-04-17T15:07:00+02:00"),
    ("29 شوال 1447 هـ - 17 أبريل 2026 م", "ar", "Asia/Riyadh", "2026-04-17T00:00:00+03:00"),
    ("17 avril 2026 / 29 شوال 1447", "fr", "Africa/Algiers", "2026-04-17T00:00:00+01:00"),
    ("۲۸ فروردین ۱۴۰۵ - ۱۵:۰۷", "fa", "Asia/Tehran", "2026-04-17T15:07:00+03:30"),
    ("تاریخ انتشار: ۱۴۰۵/۰۱/۲۸ ۱۵:۰۷", "fa", "Asia/Tehran", "2026-04-17T15:07:00+03:30"),
    ("جمعه ۲۸ فروردین ۱۴۰۵ ساعت ۱۵:۰۷", "fa", "Asia/Tehran", "2026-04-17T15:07:00+03:30"),
    ("17 באפריל 2026, 15:07", "he", "Asia/Jerusalem", "2026-04-17T15:07:00+03:00"),
    ("פורסם: 17.04.26, 15:07", "he", "Asia/Jerusalem", "2026-04-17T15:07:00+03:00"),
    ("17 अप्रैल 2026, 03:07 PM IST", "hi", "Asia/Kolkata", "2026-04-17T15:07:00+05:30"),
    ("१७ अप्रैल २०२६", "hi", "Asia/Kolkata", "2026-04-17T00:00:00+05:30"),
    ("Published: Fri, 17 Apr 2026 03:07 PM (IST)", "hi", "Asia/Kolkata", "2026-04-17T15:07:00+05:30"),
    ("১৭ এপ্রিল ২০২৬, ১৫:০৭", "bn", "Asia/Dhaka", "2026-04-17T15:07:00+06:00"),
    ("প্রকাশ: ১৭ এপ্রিল ২০২৬, ০৩: ০৭ পিএম", "bn", "Asia/Dhaka", "2026-04-17T15:07:00+06:00"),
    ("17 ஏப்ரல் 2026", "ta", "Asia/Kolkata", "2026-04-17T00:00:00+05:30"),
    ("ஏப்ரல் 17, 2026 03:07 PM", "ta", "Asia/Kolkata", "2026-04-17T15:07:00+05:30"),
    ("17 ఏప్రిల్ 2026", "te", "Asia/Kolkata", "2026-04-17T00:00:00+05:30"),
    ("ఏప్రిల్ 17, 2026", "te", "Asia/Kolkata", "2026-04-17T00:00:00+05:30"),
    ("17 اپریل 2026", "ur", "Asia/Karachi", "2026-04-17T00:00:00+05:00"),
    ("17 เมษายน 2569 15:07 น.", "th", "Asia/Bangkok", "2026-04-17T15:07:00+07:00"),
    ("17 เม.ย. 2569 15:07 น.", "th", "Asia/Bangkok", "2026-04-17T15:07:00+07:00"),
    ("17 เม.ย. 69 15:07 น.", "th", "Asia/Bangkok", "2026-04-17T15:07:00+07:00"),
    ("วันศุกร์ที่ 17 เมษายน พ.ศ. 2569", "th", "Asia/Bangkok", "2026-04-17T00:00:00+07:00"),
    ("17/04/2026 15:07 GMT+7", "vi", "Asia/Ho_Chi_Minh", "2026-04-17T15:07:00+07:00"),
    ("Thứ sáu, 17/4/2026, 15:07 (GMT+7)", "vi", "Asia/Ho_Chi_Minh", "2026-04-17T15:07:00+07:00"),
    ("17 tháng 4, 2026 15:07", "vi", "Asia/Ho_Chi_Minh", "2026-04-17T15:07:00+07:00"),
    ("Thứ Sáu, ngày 17 tháng 4 năm 2026", "vi", "Asia/Ho_Chi_Minh", "2026-04-17T00:00:00+07:00"),
    ("Jumat, 17 Apr 2026 15:07 WIB", "id", "Asia/Jakarta", "2026-04-17T15:07:00+07:00"),
    ("17 Agustus 2025 15:07 WIB", "id", None, "2025-08-17T15:07:00+07:00"),
    ("17 Mei 2025, 15:07 WITA", "id", None, "2025-05-17T15:07:00+08:00"),
    ("17 Ogos 2025 03:07 PM", "ms", "Asia/Kuala_Lumpur", "2025-08-17T15:07:00+08:00"),
    ("2026年04月17日15:07", "zh-CN", "Asia/Shanghai", "2026-04-17T15:07:00+08:00"),
    ("2026-04-17 15:07:12 来源: 新华网", "zh-CN", "Asia/Shanghai", "2026-04-17T15:07:12+08:00"),
    ("2026年4月17日 下午3:07", "zh-TW", "Asia/Taipei", "2026-04-17T15:07:00+08:00"),
    ("2026/04/17 15:07", "zh-TW", "Asia/Taipei", "2026-04-17T15:07:00+08:00"),
    ("民國115年4月17日", "zh-TW", "Asia/Taipei", "2026-04-17T00:00:00+08:00"),
    ("2026年4月17日（金）15時07分", "ja", "Asia/Tokyo", "2026-04-17T15:07:00+09:00"),
    ("令和8年4月17日 15時7分", "ja", "Asia/Tokyo", "2026-04-17T15:07:00+09:00"),
    ("2026年4月17日 午後3時07分", "ja", "Asia/Tokyo", "2026-04-17T15:07:00+09:00"),
    ("公開日：2026.04.17 15:07", "ja", "Asia/Tokyo", "2026-04-17T15:07:00+09:00"),
    ("4月17日 15:07", "ja", "Asia/Tokyo", "2026-04-17T15:07:00+09:00"),
    ("입력 2026-04-17 15:07 수정 2026-04-18 10:00", "ko", "Asia/Seoul", "2026-04-17T15:07:00+09:00"),
    ("2026년 4월 17일 오후 3시 7분", "ko", "Asia/Seoul", "2026-04-17T15:07:00+09:00"),
    ("기사입력 2026.04.17. 오후 3:07", "ko", "Asia/Seoul", "2026-04-17T15:07:00+09:00"),
    ("등록 2026-04-17 15:07", "ko", "Asia/Seoul", "2026-04-17T15:07:00+09:00"),
    ("17. aprill 2026, 15:07", "et", "Europe/Tallinn", "2026-04-17T15:07:00+03:00"),
    ("3. jaanuar 2026", "et", "Europe/Tallinn", "2026-01-03T00:00:00+02:00"),
    ("2026. gada 17. aprīlis, 15:07", "lv", "Europe/Riga", "2026-04-17T15:07:00+03:00"),
    ("17. aprīlis, 2026, 15:07", "lv", "Europe/Riga", "2026-04-17T15:07:00+03:00"),
    ("2026 m. balandžio 17 d. 15:07", "lt", "Europe/Vilnius", "2026-04-17T15:07:00+03:00"),
    ("2026 m. balandžio 17 d., penktadienis", "lt", "Europe/Vilnius", "2026-04-17T00:00:00+03:00"),
    ("17. april 2026 ob 15:07", "sl", "Europe/Ljubljana", "2026-04-17T15:07:00+02:00"),
    ("17. travnja 2026. u 15:07", "hr", "Europe/Zagreb", "2026-04-17T15:07:00+02:00"),
    ("3. listopada 2025.", "hr", "Europe/Zagreb", "2025-10-03T00:00:00+02:00"),
    ("3 listopada 2025", "pl", "Europe/Warsaw", "2025-11-03T00:00:00+01:00"),
    ("3. srpnja 2025. 15:07", "hr", "Europe/Zagreb", "2025-07-03T15:07:00+02:00"),
    ("3. srpna 2025", "cs", "Europe/Prague", "2025-08-03T00:00:00+02:00"),
    ("17. april 2026. 15:07", "sr", "Europe/Belgrade", "2026-04-17T15:07:00+02:00"),
    ("17. априла 2026. 15:07", "sr", "Europe/Belgrade", "2026-04-17T15:07:00+02:00"),
    ("17.04.2026. 15:07h", "sr", "Europe/Belgrade", "2026-04-17T15:07:00+02:00"),
    ("17 d'abril de 2026 a les 15:07", "ca", "Europe/Madrid", "2026-04-17T15:07:00+02:00"),
    ("17 de juny del 2025", "ca", "Europe/Madrid", "2025-06-17T00:00:00+02:00"),
    ("Ijumaa, Aprili 17, 2026", "sw", "Africa/Nairobi", "2026-04-17T00:00:00+03:00"),
    ("17 Aprili 2026", "sw", "Africa/Nairobi", "2026-04-17T00:00:00+03:00"),
    ("04/05/2026", "en-US", "America/New_York", "2026-04-05T00:00:00-04:00"),
    ("04/05/2025", "en-GB", "Europe/London", "2025-05-04T00:00:00+01:00"),
    ("04/05/2025", "en", "Europe/London", "2025-05-04T00:00:00+01:00"),
    ("04/05/2025", "en", "America/New_York", "2025-04-05T00:00:00-04:00"),
    ("04/05/2025", "en", "Asia/Kolkata", "2025-05-04T00:00:00+05:30"),
]
RELATIVE = [
    ("3 hours ago", "en", None, "2026-04-22T11:00:00+00:00"),
    ("an hour ago", "en", None, "2026-04-22T13:00:00+00:00"),
    ("Published 2 days ago", "en", None, "2026-04-20"),
    ("Yesterday at 18:20", "en", "Europe/London", "2026-04-21T18:20:00+01:00"),
    ("vor 2 Stunden", "de", "Europe/Berlin", "2026-04-22T14:00:00+02:00"),
    ("vor einer Stunde", "de", "Europe/Berlin", "2026-04-22T15:00:00+02:00"),
    ("Gestern, 18:20 Uhr", "de", "Europe/Berlin", "2026-04-21T18:20:00+02:00"),
    ("Heute, 08:20 Uhr", "de", "Europe/Berlin", "2026-04-22T08:20:00+02:00"),
    ("昨天 18:20", "zh-CN", "Asia/Shanghai", "2026-04-21T18:20:00+08:00"),
    ("3小时前", "zh-CN", "Asia/Shanghai", "2026-04-22T19:00:00+08:00"),
    ("3小時前", "zh-TW", "Asia/Taipei", "2026-04-22T19:00:00+08:00"),
    ("hace 2 horas", "es", "Europe/Madrid", "2026-04-22T14:00:00+02:00"),
    ("il y a 3 h", "fr", "Europe/Paris", "2026-04-22T13:00:00+02:00"),
    ("il y a 3 heures", "fr", "Europe/Paris", "2026-04-22T13:00:00+02:00"),
    ("Hier à 18h20", "fr", "Europe/Paris", "2026-04-21T18:20:00+02:00"),
    ("há 2 horas", "pt-BR", "America/Sao_Paulo", "2026-04-22T09:00:00-03:00"),
    ("2 ore fa", "it", "Europe/Rome", "2026-04-22T14:00:00+02:00"),
    ("2 uur geleden", "nl", "Europe/Amsterdam", "2026-04-22T14:00:00+02:00"),
    ("för 2 timmar sedan", "sv", "Europe/Stockholm", "2026-04-22T14:00:00+02:00"),
    ("for 2 timer siden", "nb", "Europe/Oslo", "2026-04-22T14:00:00+02:00"),
    ("2 tuntia sitten", "fi", "Europe/Helsinki", "2026-04-22T15:00:00+03:00"),
    ("2 godziny temu", "pl", "Europe/Warsaw", "2026-04-22T14:00:00+02:00"),
    ("před 2 hodinami", "cs", "Europe/Prague", "2026-04-22T14:00:00+02:00"),
    ("2 часа назад", "ru", "Europe/Moscow", "2026-04-22T15:00:00+03:00"),
    ("вчера в 18:20", "ru", "Europe/Moscow", "2026-04-21T18:20:00+03:00"),
    ("2 години тому", "uk", "Europe/Kyiv", "2026-04-22T15:00:00+03:00"),
    ("2 saat önce", "tr", "Europe/Istanbul", "2026-04-22T15:00:00+03:00"),
    ("منذ 3 ساعات", "ar", "Asia/Riyadh", "2026-04-22T14:00:00+03:00"),
    ("منذ ساعتين", "ar", "Asia/Riyadh", "2026-04-22T15:00:00+03:00"),
    ("قبل 3 ساعات", "ar", "Asia/Riyadh", "2026-04-22T14:00:00+03:00"),
    ("۲ ساعت پیش", "fa", "Asia/Tehran", "2026-04-22T15:30:00+03:30"),
    ("לפני 2 שעות", "he", "Asia/Jerusalem", "2026-04-22T15:00:00+03:00"),
    ("2 घंटे पहले", "hi", "Asia/Kolkata", "2026-04-22T17:30:00+05:30"),
    ("2 ชั่วโมงที่แล้ว", "th", "Asia/Bangkok", "2026-04-22T19:00:00+07:00"),
    ("2 giờ trước", "vi", "Asia/Ho_Chi_Minh", "2026-04-22T19:00:00+07:00"),
    ("2 jam yang lalu", "id", "Asia/Jakarta", "2026-04-22T19:00:00+07:00"),
    ("2時間前", "ja", "Asia/Tokyo", "2026-04-22T21:00:00+09:00"),
    ("2시간 전", "ko", "Asia/Seoul", "2026-04-22T21:00:00+09:00"),
    ("πριν από 2 ώρες", "el", "Europe/Athens", "2026-04-22T15:00:00+03:00"),
    ("2 órája", "hu", "Europe/Budapest", "2026-04-22T14:00:00+02:00"),
    ("acum 2 ore", "ro", "Europe/Bucharest", "2026-04-22T15:00:00+03:00"),
    ("преди 2 часа", "bg", "Europe/Sofia", "2026-04-22T15:00:00+03:00"),
    ("prije 2 sata", "hr", "Europe/Zagreb", "2026-04-22T14:00:00+02:00"),
    ("pre 2 sata", "sr", "Europe/Belgrade", "2026-04-22T14:00:00+02:00"),
    ("fa 2 hores", "ca", "Europe/Madrid", "2026-04-22T14:00:00+02:00"),
    ("২ ঘণ্টা আগে", "bn", "Asia/Dhaka", "2026-04-22T18:00:00+06:00"),
]
WITHOUT = [
    ("1970-01-01T00:00:00Z", "en"),
    ("0001-01-01T00:00:00", "en"),
    ("15:07", "en"),
    ("5 minute read", "en"),
    ("Lesezeit 3 Min.", "de"),
    ("3 min de lecture", "fr"),
    ("Episode 3", "en"),
    ("ET", "en"),
    ("Today in history", "en"),
    ("Ayer y hoy: 25 canciones", "es"),
    ("Before 2 hours of talks", "en"),
    ("7 Ch", "en"),
    ("Mai 68", "fr"),
    ("Call 555-0199", "en"),
]


@pytest.mark.parametrize(("text", "language", "zone", "iso"), ABSOLUTE)
def test_a_date_as_newsrooms_print_it(text: str, language: str, zone: str | None, iso: str) -> None:
    moment = read_date(text, zone=zone, language=language, fetched_at=VISIT)
    assert moment is not None
    assert moment.iso == iso
    assert moment.raw == text
    midnight = iso[11:19] == "00:00:00"
    assert (moment.precision == "day") is midnight


@pytest.mark.parametrize(("text", "language", "zone", "iso"), RELATIVE)
def test_a_moment_told_from_the_visit(text: str, language: str, zone: str | None, iso: str) -> None:
    moment = read_date(text, zone=zone, language=language, fetched_at=VISIT)
    assert moment is not None
    assert moment.iso.startswith(iso)
    assert read_date(text, zone=zone, language=language) is None


@pytest.mark.parametrize(("text", "language"), WITHOUT)
def test_words_that_tell_no_date(text: str, language: str) -> None:
    assert read_date(text, language=language, fetched_at=VISIT) is None


def test_days_of_the_persian_calendar() -> None:
    assert jalali(1403, 12, 30) == date(2025, 3, 20)  # a leap year's last day
    assert jalali(1404, 1, 1) == date(2025, 3, 21)
    assert jalali(1357, 11, 22) == date(1979, 2, 11)
    assert jalali(1405, 13, 1) is None


def test_a_day_to_come_is_read_the_other_way_round() -> None:
    moment = read_date("05/04/2026", language="en-US", fetched_at=VISIT)
    assert moment is not None
    assert moment.iso[:10] == "2026-04-05"
