"""`/reconcile`, asked as OpenRefine asks it."""
