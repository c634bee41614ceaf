"""PostgreSQL: the server that comes with us, and the one an operator brings.

``launcher`` runs the embedded server, ``connect`` opens checked connections, ``database`` chooses between the two.
"""
