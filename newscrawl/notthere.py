"""How pages say in their titles that what was asked for is not there, language by language."""

from __future__ import annotations

import re

from newscrawl.late import late

__all__ = ["says_not_there"]

_WORDS = late(
    r"\berror 404\b|\b404 error\b|^\W{0,3}404\b|\b404\W{1,3}(?:page|not|seite|página)|\bnot found$|^not found\b"
    r"|\b(?:page|article|story|content)\b.{0,30}\b(?:not (?:be )?found|no longer (?:available|exists?)|has expired"
    r"|does(?: not|n[’']t) exist|(?:has been|was) (?:removed|deleted)|unavailable)"
    r"|\b(?:can[’']?t|can ?not|couldn[’']?t|could not|unable to) (?:seem to )?find (?:the|that|this|your|what)\b.{0,20}"
    r"\b(?:page|article|story|content|looking for|requested)\b"
    r"|\b(?:seite|artikel|beitrag|inhalt)\b.{0,30}\b(?:nicht (?:gefunden|mehr verfügbar|vorhanden|verfügbar)"
    r"|existiert nicht|gelöscht)"
    r"|\b(?:page|article|contenu)\b.{0,20}\b(?:introuvable|n[’']existe (?:pas|plus)|n[’']est plus disponible"
    r"|supprimée?|non trouvée?)"
    r"|\b(?:página|artículo|noticia|contenido)\b.{0,20}\b(?:no (?:se )?(?:encuentra|encontrad[ao]|existe|disponible)"
    r"|eliminad[ao])"
    r"|\b(?:página|artigo|notícia|conteúdo)\b.{0,20}\b(?:não (?:encontrad[ao]|existe|disponível)|removid[ao])"
    r"|\b(?:pagina|articolo)\b.{0,20}\b(?:non (?:trovat[ao]|esiste|disponibile)|niet gevonden|nu a fost găsită)"
    r"|\bsidan (?:hittades inte|kunde inte hittas|finns inte)|\bsiden (?:ble ikke funnet|blev ikke fundet|finne?s ikke)"
    r"|\bsivua ei (?:löydy|löytynyt)|\bnie znaleziono strony|\bstrona nie (?:istnieje|została znaleziona)"
    r"|\bstránka (?:nebyla nalezena|neexistuje)|\baz oldal nem található|\bстраница не (?:найдена|существует)"
    r"|\bсторінку не знайдено|\bsayfa bulunamadı|η σελίδα δεν βρέθηκε|الصفحة غير موجودة|העמוד לא נמצא"
    r"|页面不存在|找不到(?:网页|页面|頁面)|頁面不存在|ページが見つかりません|お探しのページ|페이지를 찾을 수 없"
    r"|không tìm thấy trang|halaman tidak ditemukan",
    re.IGNORECASE,
)


def says_not_there(title: str) -> bool:
    """Whether a page's title, or its heading, says that what was asked for is not there."""
    return len(title) <= 300 and _WORDS.search(title) is not None
