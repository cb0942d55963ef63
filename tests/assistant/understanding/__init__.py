"""A labelled set of questions and what each names; `python -m tests.assistant.understanding` scores understanding."""
