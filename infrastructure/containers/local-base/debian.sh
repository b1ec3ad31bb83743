# Sourced by the scripts beside it. Nothing here names a mirror: it is the one of this system.

# The Debian mirror that apt uses here.
debian_mirror() {
  cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null |
    sed -nE 's/^(URIs: |deb (\[[^]]*\] )?)([^ ]+).*/\3/p' | head -n 1
}

# Downloads packages of a newer Debian with lists of their own, and unpacks them into a folder; installs nothing.
# usage: unpack_debian <release> <folder> <package>...
unpack_debian() {
  local release=$1 folder=$2 work
  shift 2
  work=$(mktemp -d)
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/debs" "$folder"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $release main" >"$work/sources.list"
  (
    cd "$work/debs"
    # A testing release that was mirrored once has a Release file whose date has passed.
    local options=(-qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
      -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o Acquire::Languages=none
      -o APT::Sandbox::User= -o Acquire::Check-Valid-Until=false)
    apt-get "${options[@]}" update
    apt-get "${options[@]}" download "$@"
    for deb in *.deb; do dpkg -x "$deb" "$folder"; done
  )
  rm -rf "$work"
}

# Where install-docker.sh keeps a newer server, when this Debian's is too old; first on start-docker.sh's PATH.
docker_programs=${XDG_CACHE_HOME:-$HOME/.cache}/chorus/docker
