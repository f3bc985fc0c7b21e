"""Prefixes that titles may carry, as data: namespaces by language, languages and sister sites."""

from __future__ import annotations

__all__ = ["CATEGORY_WORDS", "FILE_WORDS", "LANGUAGE_PREFIXES", "PROJECT_WORDS", "SISTER_PREFIXES"]

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

# Wikipedia language codes (ISO 639-1, and the longer ones that wikis use) and the sister projects'
# prefixes, https://www.mediawiki.org/wiki/Interwiki and the sites table of Wikimedia. A prefix that is
# not listed is taken as part of the title.
_LANGUAGES = """
    aa ab ace ady af ak als alt am ami an ang ar arc ary arz as ast atj av avk awa ay az azb ba ban bar
    bat-smg bcl be be-tarask be-x-old bg bh bi bjn bm bn bo bpy br bs bug bxr ca cbk-zam cdo ce ceb ch cho
    chr chy ckb co cr crh cs csb cu cv cy da de din diq dsb dty dv dz ee el eml en eo es et eu ext fa ff fi
    fiu-vro fj fo fr frp frr fur fy ga gag gan gcr gd gl glk gn gom gor got gu gv ha hak haw he hi hif ho hr
    hsb ht hu hy hyw hz ia id ie ig ii ik ilo inh io is it iu ja jam jbo jv ka kaa kab kbd kbp kg ki kj kk kl
    km kn ko koi kr krc ks ksh ku kv kw ky la lad lb lbe lez lfn lg li lij lld lmo ln lo lrc lt ltg lv mad
    mai map-bms mdf mg mh mhr mi min mk ml mn mnw mr mrj ms mt mus mwl my myv mzn na nah nap nds nds-nl ne
    new ng nia nl nn no nov nqo nrm nso nv ny oc olo om or os pa pag pam pap pcd pdc pfl pi pih pl pms pnb
    pnt ps pt qu rm rmy rn ro roa-rup roa-tara ru rue rw sa sah sat sc scn sco sd se sg sh shn si simple sk
    skr sl sm smn sn so sq sr srn ss st stq su sv sw szl szy ta tay tcy te tet tg th ti tk tl tn to tpi tr
    trv ts tt tum tw ty tyv udm ug uk ur uz ve vec vep vi vls vo wa war wo wuu xal xh xmf yi yo za zea zh
    zh-classical zh-min-nan zh-yue zu
""".split()
_SISTERS = """
    b c commons d foundation incubator m meta mw n q s species v voy w wikibooks wikidata wikimedia
    wikinews wikipedia-en wikiquote wikisource wikispecies wikiversity wikivoyage wikt wiktionary bugzilla
    phab phabricator google imdb doi isbn mozillawiki wikia yue lzh nan
""".split()
LANGUAGE_PREFIXES = frozenset(_LANGUAGES)
SISTER_PREFIXES = frozenset(_SISTERS)
