"""The course in a browser tab: a folder of static files that any web server can serve.

`builder` writes it. `tab`, `work` and `light_imports` run in the learner's browser.
"""
