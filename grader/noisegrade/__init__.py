"""Seventeen exercises on what noise really is, and a grader that proves how seldom it errs."""
