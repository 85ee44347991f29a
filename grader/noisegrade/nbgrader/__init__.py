"""The course in nbgrader: made from the solutions, graded in the sandbox, exported row by row.

nbgrader's commands stay as they are. The configuration that `making` writes puts four of ours into
`nbgrader autograde`: `reading` reads any notebook, `restoring` puts the course's own cells back,
`grading` takes the place of the kernel, `saving` keeps what could not be graded from being a zero.
docs/nbgrader.md tells an instructor the rest.
"""
