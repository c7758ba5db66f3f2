"""The trained tagger: which words of a text name somebody, by a small network and what the lists know."""
