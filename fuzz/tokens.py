"""What each form of a page is made of, and what its reader treats in ways of its own: whole tokens for the fuzzer to put in."""

from __future__ import annotations

__all__ = ["TOKENS"]

_WORDS = [
    *"国家 国家或地区 政党或组织 组织 参加者 会议 第十次会议（2011年）参加者 2011年 参见 参见列表 简称 又称".split(),
    *"第1次会议 1st 2nd 참가국 会議 참가자 目次 大会 党 甲 乙 丙 𠮷 e\u0301 ⓦ Ⓡ 分类: Category: File: 、 （ ） （观察员） ， 。".split(),
    "\n", "\n\n", "\r", "\r\n", "    ", "\t", "　", "\u00a0", "\u2028", "\ufeff", "\x00", "\x0b", "\x0c", "\u200e",
    "\ufdd0", "\ufffe", "\ue000", "\ue001", "\U0010ffff", "%", "%FF", "%0A", "%7C",
]  # fmt: skip
_TAGS = [
    *"<table> </table> <caption> </caption> <thead> </thead> <tbody> <tr> </tr> <td> </td> <th> </th>".split(),
    *"<p> </p> <br> <b> </b> <ul> </ul> <ol> <li> </li> <dl> <dd> </dd> <dt> <div> </div> <pre> </pre>".split(),
    *"<h1> </h1> <h6> <blockquote> </blockquote> <span> </span> <font> <sup> </sup> <s> </s> <!-- -->".split(),
    *"&amp; &lt; &#10; &#0; &#xD800; &NewLine; &nbsp;".split(),
    ' rowspan="2"', ' rowspan="0"', ' colspan="2;"', ' colspan="1001"', ' rowspan="99999999"', ' style="display:none"',
]  # fmt: skip
_MARKDOWN = [
    *"<script> </script> <style> <svg> <math> <select> <option> <textarea> <title> <body> <html> <head>".split(),
    *"<frameset> <plaintext> <noscript> <![CDATA[ ]]> <?x ?> <!DOCTYPE <File: <Image: <references/> </a>".split(),
    *'"wikilink" ../Page/ ../Redirect/ ../Category/ .md "fig: https://zh.wikipedia.org/wiki/ en: #'.split(),
    *"[ ] ]( ) \\( \\) \\[3\\] [3] ** **** * _ ` ``` ~~~ ~ > | \\| || -{ }- {{ }} {{-}} '' # ## ### - + 1. 4. --- ===".split(),
    "| --- |", "|---|---|\n", "  - ", "  \n", ' data-sourcepos="', ' data-icm-line="', "9:9-9:9",
    '<a href="../Page/甲.md" title="wikilink">', '[甲](../Page/甲.md "wikilink")', '[Category:丙](../Page/丙.md "wikilink")',
    "> 本文内容由[甲](https://zh.wikipedia.org/wiki/甲)转换而来。", "> この記事は[", "> This article is converted from ",
]  # fmt: skip
_WIKITEXT = [
    *"[[ ]] [[甲]] [[甲|乙]] [[甲| [[:File:甲|乙]] [[File:甲.svg|22px|alt=乙|link=丙]] [[Category:丙]] [[en:A]] [[#a]] ]".split(),
    *"{{ }} {{{ }}} {{! {{!}} {{=}} {{flag|France}} {{AFG}} {{ubl|甲|乙}} {{efn|a}} {{lang|ja|甲}} {{tsl|en|A||甲}} {{ill|甲|en|A}}".split(),
    *"{{Infobox | members= |成员= |title= |url=http://a.b/ }}- -{ }- -{zh-hans:甲;zh-hant:乙}- -{T| -{H| ; : =".split(),
    *"{| |} |- |+ | || ||| ! !! |--- :{| {{{!}} '' ''' '''' ''''' '''''' == === == ====== * # ; : *# :* ---- ~~~~ __TOC__".split(),
    *"<ref> </ref> <ref/> <references> </references> <references/> <nowiki> </nowiki> <nowiki/> <gallery> </gallery>".split(),
    *"<noinclude> </noinclude> <includeonly> </includeonly> <onlyinclude> <poem> </poem> <math> </math> <includeonly/>".split(),
    *"#REDIRECT #重定向 [http://a.b [//a.b http://a.b ]]] [[[ {{{{ }}}} <br/> </br> <BR".split(),
    '<ref name="a">', '<ref name="a"/>', '<ref group="b" name=a>', "{{cite web|title=甲|url=http://a.b|publisher=乙|date=2011}}",
    "[http://a.b 甲]", "{{clear}}", "{{collapsible list|title=甲\n|乙\n|丙}}", "{{plainlist|\n* 甲\n* 乙\n}}",
    '{| class="wikitable"\n! 国家 !! 政党\n|-\n| 甲 || 乙\n|}\n',
]  # fmt: skip
_HTML = [
    *"<script> </script> <style> </style> <svg> <math> <select> <option> <textarea> <title> <body> </body> <html>".split(),
    *"<head> </head> <frameset> <plaintext> <noscript> <![CDATA[ ]]> <?x ?> <!DOCTYPE <!DOCTYPE\u00a0html> <iframe> <template>".split(),
    *"</a> <img> <tfoot> <section> </section> <figure> <figcaption> <link> <meta> <base> <xmp> <form> <button> < > \" ' = / <!".split(),
    '<a href="/wiki/%E7%94%B2" title="甲">', '<a href="./甲" rel="mw:WikiLink" title="甲">', '<a href="/wiki/File:A.svg" class="image">',
    '<a href="/w/index.php?title=甲&amp;action=edit&amp;redlink=1" class="new">', '<a href="https://zh.wikipedia.org/wiki/甲">',
    '<a class="external" href="http://a.b">', '<img alt="甲" src="//upload.wikimedia.org/thumb/6/6f/Flag_of_X.svg/22px-Flag_of_X.svg.png">',
    '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>', '<ol class="references"><li id="cite_note-1">', "icm-at:1,2,p",
    "<!--icm-at:0,9999,td-->", '<div id="mw-content-text">', '<div class="mw-parser-output">', '<table class="infobox">',
    '<table class="navbox">', '<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft.btitle=甲&amp;rft.pub=乙&amp;rft.date=2011">',
    '<span typeof="mw:Transclusion" data-mw=\'{"parts":[]}\'>', '<ul class="gallery">', '<html about="//zh.wikipedia.org/wiki/Special:Redirect/revision/1">',
]  # fmt: skip
_XML = [
    *"<mediawiki> </mediawiki> <siteinfo> </siteinfo> <dbname> </dbname> <namespaces> </namespaces> <page> </page> <title>".split(),
    *"</title> <ns>0</ns> <ns> <id>1</id> <redirect/> <revision> </revision> <timestamp> </timestamp> <text> </text> <model>".split(),
    *"<text/> <format> <upload> </upload> <contributor> <!DOCTYPE <!ENTITY &x; &#0; <![CDATA[ ]]> <?xml ?> <!-- --> [[甲]] {{ }}".split(),
    '<text deleted="deleted"/>', '<text bytes="9" xml:space="preserve">', '<redirect title="甲" />', "<dbname>zhwiki</dbname>",
    '<?xml version="1.0"?>', '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="zh">', '<namespace key="0" />',
]  # fmt: skip
_ENTERPRISE = [
    *'{ } [ ] , : " \\ \\u0000 \\ud800 "name" "is_part_of" "identifier" "article_body" "wikitext" "html" "zhwiki" "version" 1 -1'.split(),
    *'1e999 null true "redirects" "license" "namespace" "main_entity" "url" "date_modified" "Q1" "" {} []'.split(),
    '{"name":"甲","identifier":1,"is_part_of":{"identifier":"zhwiki"},"article_body":{"wikitext":"\'\'\'甲\'\'\'"}}\n',
]  # fmt: skip

TOKENS = {
    "markdown": [*_WORDS, *_TAGS, *_MARKDOWN],
    "wikitext": [*_WORDS, *_TAGS, *_WIKITEXT],
    "html": [*_WORDS, *_TAGS, *_HTML],
    "xml": [*_WORDS, *_XML],
    "enterprise": [*_WORDS, *_ENTERPRISE],
}
"""By the form's name."""
