"""What the jobs layer stores beside the queue: the beat of each worker, schedules, and what may be pending once."""

from django.db import models


class Beat(models.Model):
    """One row per worker process: when it was last alive."""

    worker = models.CharField(max_length=64, primary_key=True)
    queue = models.CharField(max_length=20)
    at = models.DateTimeField()


class Schedule(models.Model):
    """When a job runs next; moved on by compare-and-set, so that only one node starts it."""

    name = models.CharField(max_length=80, primary_key=True)
    next_run = models.DateTimeField()
    every = models.DurationField()


class Pending(models.Model):
    """A job that may wait only once; the row goes when it starts."""

    name = models.CharField(max_length=80, primary_key=True)
    since = models.DateTimeField()
