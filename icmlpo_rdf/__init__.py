"""Wikipedia pages that say who took part in what, as linked data with evidence.

    bytes ── source/ ──▶ RawPage ── page/ ──▶ PageDocument ── facts/ ──▶ Facts ── quads/ ──▶ quads ── sinks/ ──▶ files
                                                                                              └─ graph/ ──▶ validate, query

Four functions are enough for most uses: `read` a page, `convert` it, `validate` and `query` what comes out.
"""
