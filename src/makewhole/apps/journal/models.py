"""What happened, in order; what waits; what is still to be done."""

from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """One thing that happened in one stream: written once, never changed.

    `body` is canonical JSON kept as text, since `hash` is taken over its bytes. `hash` covers the
    header, the body and `prev_hash`, so that a stream cannot be rewritten without showing it.
    """

    pk = models.CompositePrimaryKey("stream_id", "seq")
    marketplace_id = models.UUIDField()
    stream_kind = models.CharField(max_length=20)
    stream_id = models.UUIDField()
    seq = models.IntegerField()  # 1, 2, 3 ... without a gap in each stream.
    kind = models.CharField(max_length=60)
    version = models.SmallIntegerField()
    at = models.DateTimeField()  # When it happened, in the marketplace's own time.
    recorded_at = models.DateTimeField(db_default=Now())  # When it was written down: audit only.
    actor = models.CharField(max_length=60)
    command_id = models.UUIDField()
    body = models.TextField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)


class Seal(models.Model):
    """An event's place in the marketplace's one order, without a gap: what cursors read by.

    `chain_hash` covers the event's hash and the chain before it, so that a cut tail or a vanished
    stream shows.
    """

    pk = models.CompositePrimaryKey("marketplace_id", "position")
    marketplace_id = models.UUIDField()
    position = models.BigIntegerField()
    stream_id = models.UUIDField()
    seq = models.IntegerField()
    event_hash = models.CharField(max_length=64)
    chain_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream_id", "seq"], name="seal_once_for_each_event")
        ]


class SealHead(models.Model):
    """Where the sealing of a marketplace stands."""

    marketplace_id = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()
    chain_hash = models.CharField(max_length=64)
    sealed_below_xid = models.BigIntegerField()  # Every transaction below it is sealed.


class RunningClock(models.Model):
    """A wait: whose turn it is and until when, in the marketplace's own time (P5)."""

    pk = models.CompositePrimaryKey("stream_id", "name")
    marketplace_id = models.UUIDField()
    stream_kind = models.CharField(max_length=20)
    stream_id = models.UUIDField()
    name = models.CharField(max_length=40)
    actor = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10)  # running | stopped

    class Meta:
        indexes = [
            models.Index(
                fields=["marketplace_id", "due_at"],
                condition=models.Q(state="running"),
                name="clocks_that_run",
            )
        ]


class Effect(models.Model):
    """Something to do outside the transaction that decided it, at least once.

    Its id is made from what is to be done, so that it stands here once. A row that is done is
    deleted: the journal is the record.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    body = models.TextField()
    due_at = models.DateTimeField()  # In the marketplace's own time, also for retries.
    attempts = models.IntegerField(default=0)
    leased_until = models.DateTimeField(null=True)  # In the machine's time: guards dead workers.

    class Meta:
        indexes = [models.Index(fields=["marketplace_id", "due_at"], name="effects_due")]
