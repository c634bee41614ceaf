"""The description of the API: operations, texts, examples, and the document made from them."""
