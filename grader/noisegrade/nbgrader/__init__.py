"""The course in nbgrader: made from the solutions, graded in the sandbox, exported row by row.

nbgrader's commands stay as they are. The configuration that `course_folder` writes puts four of
ours into `nbgrader autograde`: `lenient_exporter` reads any notebook, `restore_preprocessor` puts
the course's own cells back and makes the learner's inert, by `untrusted_cells`;
`grade_preprocessor` takes the place of the kernel, `save_preprocessor` keeps what could not be
graded from being a zero. docs/nbgrader.md tells an instructor the rest.
"""
