#!/bin/sh
# Runs `scrapy update` again and again, INTERVAL seconds apart; what a container has instead of cron.
# SIGTERM goes to the run, which commits what it has and ends; then this ends.
trap 'test -n "$!" && kill -TERM "$!" && wait "$!"; exit 143' TERM INT
while :; do
    scrapy update "$@" &
    wait "$!"
    sleep "${INTERVAL:-3600}" &
    wait "$!"
done
