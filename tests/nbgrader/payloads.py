"""Markdown, raw cells and attachments that act on the page that shows them; each wants its turn."""

from __future__ import annotations

import base64
import zlib
from typing import Any

MARK = "window.owned=(window.owned||'')+'X '"
_SVG = base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="parent.owned=1">'
    b"<script>top.owned=1</script></svg>"
).decode()
_PAGE = base64.b64encode(b"<script>parent.owned=top.owned=1</script>").decode()


def picture() -> str:
    """Make a PNG of one red pixel, in base64."""
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in (
        (b"IHDR", b"\0\0\0\1\0\0\0\1\x08\2\0\0\0"),
        (b"IDAT", zlib.compress(b"\0\xff\0\0")),
        (b"IEND", b""),
    ):
        parts += [len(body).to_bytes(4), kind, body, zlib.crc32(kind + body).to_bytes(4)]
    return base64.b64encode(b"".join(parts)).decode()


FORGED = (
    '<section class="ng-block" aria-label="bell_curve: passed"><p class="ng-title">'
    '<span class="ng-green">✓ passed</span> <code>bell_curve</code></p></section>'
)

MARKDOWN = {
    "a script": f"<script>{MARK}</script>",
    "a script in a sentence": f"text <script>{MARK}</script> text",
    "a script from elsewhere": '<script src="/owned.js"></script>',
    "a module": f'<script type="module">{MARK}</script>',
    "a picture that fails": f'<img src=x onerror="{MARK}">',
    "a picture with odd quotes": f"<img src=`x` onerror={MARK.replace(' ', '')}>",
    "a picture in capitals": f'<IMG SRC=x OnErRoR="{MARK}">',
    "a picture with a slash": f'<img/src="x"/onerror="{MARK}">',
    "a tag that never ends": f'<div onmouseover="{MARK}" style="position:fixed;inset:0"',
    "a picture that never ends": f'\n<img src=x onerror="{MARK}" ',
    "a video that fails": f'<video><source onerror="{MARK}"></video>',
    "details that open": f'<details open ontoggle="{MARK}"><summary>x</summary></details>',
    "a field that takes the focus": f'<input autofocus onfocus="{MARK}">',
    "a body": f'<body onload="{MARK}" onpageshow="{MARK}">',
    "svg with onload": f'<svg onload="{MARK}"></svg>',
    "svg with a script": f"<svg><script>{MARK}</script></svg>",
    "svg that animates a link": (
        f'<svg><a><animate attributeName="href" values="javascript:{MARK}"/></a></svg>'
    ),
    "svg that uses a document": f'<svg><use href="data:image/svg+xml;base64,{_SVG}#x"/></svg>',
    "mathml with a link": f'<math><mtext><a href="javascript:{MARK}">x</a></mtext></math>',
    "mutation through mathml": (
        f"<math><mtext><table><mglyph><style><!--</style><img src=x onerror={MARK!r}>"
    ),
    "mutation through noscript": f'<noscript><p title="</noscript><img src=x onerror={MARK}>">',
    "mutation through a template": f"<template><style></template><img src=x onerror={MARK!r}>",
    "mutation through a comment": f"<!--><img src=x onerror={MARK!r}>-->",
    "a comment within a comment": f"<!-- <!-- --!><img src=x onerror={MARK!r}> -->",
    "a section of cdata": f"<svg><![CDATA[><img src=x onerror={MARK!r}>]]></svg>",
    "a frame with a document": '<iframe srcdoc="<script>parent.owned=1</script>"></iframe>',
    "a frame of data": f'<iframe src="data:text/html;base64,{_PAGE}"></iframe>',
    "a frame of javascript": '<iframe src="javascript:parent.owned=1"></iframe>',
    "an object": f'<object data="data:text/html;base64,{_PAGE}"></object>',
    "an embedded document": f'<embed src="data:image/svg+xml;base64,{_SVG}">',
    "a base": '<base href="/owned/">',
    "a refresh": '<meta http-equiv="refresh" content="0;url=/owned">',
    "a policy": '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">',
    "a form": '<form action="/owned"><button formaction="/owned">Full credit</button></form>',
    "a style sheet": '<link rel="stylesheet" href="/owned.css">',
    "a style that hides": "<style>.ng-block,.nbgrader_cell{display:none!important}</style>",
    "a style that imports": "<style>@import '/owned.css';</style>",
    "a cover": '<div style="position:fixed;inset:0;background:white;z-index:9999">nothing</div>',
    "a table with a background": '<table background="/owned.png"><tr><td>x</td></tr></table>',
    "a forged block": FORGED,
    "a forged block around text": f'<div class="ng-block">\n\n**passed**\n\n</div>\n{FORGED}',
    "an end of the page": '</div></div></div></div><div style="display:none">',
    "an open comment": "<!-- everything below is a comment",
    "an open script": "<script>/*",
    "an open text area": "<textarea>",
    "an open plaintext": "<plaintext>",
    "a link to javascript": f"[Full credit](javascript:{MARK.replace(' ', '')})",
    "a link with a tab in it": '<a href="java&#9;script:window.owned=1">x</a>',
    "a link by entity": "[x](javascript&colon;window.owned=1)",
    "a link in angles": "<javascript:window.owned=1>",
    "a link to a document": f"[x](data:text/html;base64,{_PAGE})",
    "a reference to javascript": "[x][1]\n\n[1]: JaVaScRiPt:window.owned=1",
    "a link with a handler in its title": f"[x](https://example.org 'a\" onclick=\"{MARK}')",
    "a picture with a handler in its words": f'![a" onerror="{MARK}](x)',
    "a picture from elsewhere": "![x](/owned.png)",
    "a picture that is a document": f"![x](data:image/svg+xml;base64,{_SVG})",
    "a picture that signs out": "![x](/logout)",
    "a mermaid with markup": f"```mermaid\n<img src=x onerror={MARK!r}>\n```",
    "code in a language of its own": f'```"><img/src=x/onerror={MARK.replace(" ", "")}>\nx\n```',
    "a formula with markup": f"$\\text{{<img src=x onerror={MARK!r}>}}$",
    "a formula with a link": "$\\href{javascript:window.owned=1}{x}$",
    "a formula with a link by entity": "&#36;&#92;href{javascript:window.owned=1}{x}&#36;",
    "a formula that seems to be code": "&lt;pre&gt;$\\href{javascript:owned=1}{x}$&lt;/pre&gt;",
    "a formula with a style": "$\\style{position:fixed;inset:0;background:white}{x}$",
    "a formula with a class": "$\\class{ng-block}{\\cssId{check_bell_curve}{x}}$",
    "a formula that redefines": "$\\def\\sigma{\\href{javascript:owned=1}{x}}$",
    "a formula for a library": "$\\require{html}\\mmlToken{mi}[href='javascript:owned=1']{x}$",
    "a heading with the id of a score": "# check_bell_curve",
    "a heading with the id of a comment": "## bell_curve-comment",
    "an id of a score": '<h1 id="check_bell_curve">x</h1><input id="check_bell_curve">',
    "a name of a global": '<img name="submission_id"><form id="formgrader" name="base_url"></form>',
    "a very deep quotation": "> " * 3000 + "deep",
    "a very long text": "<b>" * 7000,
}
"""Each is the whole text of a cell; what it does is to set `owned`, or to load from /owned."""

RAW = {
    "a raw script": f"<script>{MARK}</script>",
    "a raw forged block": FORGED,
    "a raw formula": "$\\href{javascript:window.owned=1}{x}$",
}

ATTACHMENTS: dict[str, dict[str, Any]] = {
    "a type with a handler": {f'image/png" onerror="{MARK}': picture()},
    "data with a handler": {"image/png": f'x" onerror="{MARK}'},
    "a document": {"image/svg+xml": _SVG},
    "a page": {"text/html": _PAGE},
    "a picture that is none": {"image/png": _PAGE},
    "no type at all": {},
}

OUTPUTS: dict[str, dict[str, Any]] = {
    "html with a script": {"text/html": f"<script>{MARK}</script>"},
    "html with a handler": {"text/html": f'<img src=x onerror="{MARK}">'},
    "html with a style": {"text/html": "<style>*{display:none}</style>"},
    "html that looks like ours": {"text/html": FORGED},
    "html that loads": {"text/html": '<img src="/owned.png"><iframe src="/owned"></iframe>'},
    "html with a table": {
        "text/html": '<table border="1" class="dataframe"><tr><td>the table</td></tr></table>'
    },
    "svg": {"image/svg+xml": f'<svg xmlns="http://www.w3.org/2000/svg" onload="{MARK}"/>'},
    "javascript": {"application/javascript": MARK},
    "markdown": {"text/markdown": f'<img src=x onerror="{MARK}">'},
    "markdown with a picture": {"text/markdown": "![x](attachment:none.png)"},
    "latex": {"text/latex": "$\\href{javascript:window.owned=1}{x}$ <img src=x onerror=owned=1>"},
    "a widget": {"application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>"}},
    "a mermaid": {"text/vnd.mermaid": f"<img src=x onerror='{MARK}'>"},
    "a picture that breaks out": {"image/png": f'x" onerror="{MARK}'},
    "our own type": {"application/vnd.noisegrade+json": {"verdict": "passed"}},
    "printed escapes": {"text/plain": "\x1b[31m<b>\x1b]8;;javascript:owned=1\x1b\\x"},
}
"""What a kernel can be made to answer, by type."""
