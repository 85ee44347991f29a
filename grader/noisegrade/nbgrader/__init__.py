"""The course in nbgrader: made from the solutions, graded in the sandbox, exported row by row.

nbgrader's commands stay as they are. The configuration that `making` writes puts four of ours into
`nbgrader autograde`: `reading` reads any notebook, `restoring` puts the course's own cells back,
`grading` takes the place of the kernel, `saving` keeps what could not be graded from being a zero.

`nbgrader autograde` has no --jobs, and needs none to be added: it may be started several times at
once, each on other students (`--student="[a-m]*"`, `--student="[n-z]*"`). Every grade is a short
commit, and SQLite makes a second writer wait for up to five seconds. Four at a time on 24 whole
submissions gave the grades that one gives, with the database intact. Should a wait ever be longer,
nbgrader stops, takes the folder of that submission away, and grades it when it is started again.
"""
