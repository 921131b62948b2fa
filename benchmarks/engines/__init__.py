"""The engines that are compared: ours and its peers, each in a file of its own.

An *Engine* builds an index folder of documents and opens it; what it opens *prepares* a
question, so that the translation into its own query is not timed, and running what was
prepared gives what was *Found*.
"""
