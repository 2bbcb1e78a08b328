"""`make eval`: every figure of the models beside its baseline, on data kept outside the product.

Each module here has `rows(data: Path) -> list[Row]`; `table.py` prints them and writes
`models/RESULTS.md` and `models/results.json`.
"""
