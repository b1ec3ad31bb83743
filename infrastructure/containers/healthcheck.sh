#!/bin/bash
# Whether the part in this container is alive; bash alone, because a Node for each question would cost 50 ms of processor time.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/$HEALTH_PORT"
printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$HEALTH_PATH" >&3
read -r -t 3 _ status _ <&3
[ "$status" = 200 ]
