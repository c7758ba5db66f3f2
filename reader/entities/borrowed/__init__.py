"""Models that others trained: any token-classification model of the Hugging Face kind, in a local folder."""
