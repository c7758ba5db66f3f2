"""What the Hebrew language needs, and nothing else.

Words with offsets, prefix letters, gershayim and quotation marks, the undoing of a tokeniser's spacing, and
folding for matching, each with a map back to the text it came from. All offsets are Unicode code points in
logical order.
"""
