"""Texts that people send by mischief or by accident, and that every screen must show as they are."""

ALARM = "document.documentElement.dataset.broken=1"
"""What any of them would do if it ran."""

MARKUP = (
    f"<script>{ALARM}</script>",
    f"<img src=x onerror={ALARM}>",
    f"<svg/onload={ALARM}><math><mi//xlink:href='data:x,<script>{ALARM}</script>'>",
    f"\"><iframe srcdoc='<script>parent.{ALARM}</script>'>",
    f"</textarea></title></style><script>{ALARM}</script><!--",
    f"<a href=javascript:{ALARM}>trykk her</a> <b>fet</b> <style>*{{display:none}}</style>",
    f"<meta http-equiv=refresh content=0;url=//evil.example><form action=//evil.example><button>{ALARM}",
    "&lt;b&gt;ikke fet&lt;/b&gt; &amp;amp; &#x3c;script&#x3e;",
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s %d %n \\u003cscript\\u003e \\x3c",
)
ADDRESSES = (
    f"javascript:{ALARM} data:text/html,<script>{ALARM}</script> vbscript:x file:///etc/passwd",
    "https://utdanning.no@evil.example/ https://utdanning.no.evil.example/ https://xn--utdnning-8za.no/",
    f'[klikk](javascript:{ALARM}) https://evil.example/"onmouseover="{ALARM}" //evil.example',
    "http://[::1]:8000/ https://evil.example/?next=https://utdanning.no/%0d%0aSet-Cookie:x=1",
)
LETTERS = (
    "\u202egnirts siht\u202c vendt \u2066om\u2069 \u200f\u200e",
    "Z̷̡̢̛̞̙̭͔a̵̢̨̛͕̲͓l̸̢̛͔̭g̷̨̛̞̫ǫ̵̛̙̮ og e\u0301 a\u030a",
    "👩🏽‍🎓👨‍👩‍👧‍👦🇳🇴 " + "🙂" * 200,
    "W" * 600,
    "مرحبا كيف أصبح معلما؟ שלום",
    "linje\u2028skille\u2029her\ttab   mange mellomrom",
    "Robert'); DROP TABLE contact;-- ' OR 1=1 --",
)
HOSTILE = (*MARKUP, *ADDRESSES, *LETTERS)
