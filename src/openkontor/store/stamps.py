"""When a row was changed, as all rows tell it: whole seconds, each change later than the one before."""

SECOND = 1_000_000  # microseconds

# What `updated` becomes when a row is changed in the second :second; a change within the same one counts as the next.
NEXT_STAMP = f"""CASE WHEN coalesce(updated, registered) < :second THEN :second
            ELSE coalesce(updated, registered) / {SECOND} * {SECOND} + {SECOND} END"""
