"""A page that has not changed is not made again, and pages that have are made on every core.

One setting switches all of it off: `extra: {speed: false}` in mkdocs.yml. The site is the same
without it, byte for byte; it only takes longer. Nothing here knows MkDocs: events.py hands in how a
page is made.

- `reading` reads on every core what was not read before.
- `fingerprints` says what a page depends on.
- `finished` is a page that is done, with what the whole site needs to know of it.
- `store` keeps finished pages between builds.
- `compiled` keeps templates, as Python keeps its modules.
- `processes` shares work out among the cores.
- `making` puts the four together for a build.
- `preview` makes a page when the browser asks for it, under `serve`.
- `menu` keeps the menu short where a section is long, and renders once what many pages show of it.
- `listing` leaves the theme's hidden files out of the list of its files.
- `aside` makes spreadsheets and the data file in a process of their own.
"""
