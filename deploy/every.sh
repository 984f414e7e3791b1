#!/bin/sh
# Runs `scrapy update` again and again, INTERVAL seconds apart; what a container has instead of cron.
# SIGTERM goes to the run, which commits what it has and ends; then this ends.
trap 'test -n "$child" && kill -TERM "$child" && wait "$child"; exit 143' TERM INT
while :; do
    scrapy update "$@" &
    child=$!
    wait "$child"
    sleep "${INTERVAL:-3600}" &
    child=$!
    wait "$child"
done
