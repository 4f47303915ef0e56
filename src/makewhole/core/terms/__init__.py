"""The terms language: one file decides a claim, asks the next question and explains the answer.

`schema.read_terms` turns YAML text into `model.Terms` or a list of problems; `explain.evaluate`
decides a claim; `ask` and `counterfactual` say what is open and what would have changed the answer.
`query` writes the same terms as SQL, for many claims at once.
May import the kernel, PyYAML and, in `expr` alone, sqlglot. Start at `model.py`.
"""
