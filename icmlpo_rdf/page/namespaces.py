"""Prefixes that titles may carry, as data: namespaces by language, and sister sites."""

from __future__ import annotations

__all__ = ["CATEGORY_WORDS", "FILE_WORDS", "PROJECT_WORDS", "SISTER_PREFIXES"]

# Namespace names and aliases of the Chinese, Japanese and Korean Wikipedias beside the English ones
# that every wiki understands (MediaWiki, languages/messages/Messages{Zh_hans,Zh_hant,Ja,Ko}.php).
CATEGORY_WORDS = frozenset({"category", "分类", "分類", "カテゴリ", "분류"})
FILE_WORDS = frozenset(
    {
        "file",
        "image",
        "media",
        "文件",
        "檔案",
        "档案",
        "图像",
        "圖像",
        "图片",
        "媒体",
        "ファイル",
        "画像",
        "メディア",
        "파일",
        "그림",
        "미디어",
    }
)
PROJECT_WORDS = frozenset(
    """
    special talk user user talk wikipedia wikipedia talk project wp wt file talk mediawiki mediawiki talk
    template template talk t help help talk category talk portal portal talk draft draft talk module
    module talk timedtext gadget topic
    特殊 讨论 討論 对话 用户 用戶 使用者 用户讨论 维基百科 維基百科 维基百科讨论 模板 样板 樣板 模板讨论 帮助 幫助
    帮助讨论 主题 主題 草稿 模块 模組 模块讨论
    特別 ノート 利用者 利用者-会話 プロジェクト テンプレート ヘルプ ポータル モジュール
    특수 토론 사용자 사용자토론 위키백과 위키백과토론 틀 틀토론 도움말 도움말토론 포털 들머리 초안 모듈
    """.split()
) | {
    "user talk",
    "wikipedia talk",
    "file talk",
    "mediawiki talk",
    "template talk",
    "help talk",
    "category talk",
    "portal talk",
    "draft talk",
    "module talk",
    "利用者‐会話",
}

# The sister projects' prefixes, https://www.mediawiki.org/wiki/Interwiki and the sites table of Wikimedia. A prefix that
# is neither one of these nor a language's is taken as part of the title.
_SISTERS = """
    b c commons d foundation incubator m meta mw n q s species v voy w wikibooks wikidata wikimedia
    wikinews wikipedia-en wikiquote wikisource wikispecies wikiversity wikivoyage wikt wiktionary bugzilla
    phab phabricator google imdb doi isbn mozillawiki wikia
""".split()
SISTER_PREFIXES = frozenset(_SISTERS)
