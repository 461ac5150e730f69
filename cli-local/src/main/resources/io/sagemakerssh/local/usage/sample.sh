# Run in the container as: sh -c '<this>' sm-top <seconds> <count>. Prints what it and its GPUs use, again and again; a count of 0
# never ends, but with the connection. What the container may use goes before what the machine has.
cgroup=${SM_TOP_CGROUP:-/sys/fs/cgroup}

first_line() { # <name> <file>
  if [ -r "$2" ] && IFS= read -r line < "$2"; then echo "$1 $line"; fi
}

line_of() { # <name> <word> <file>
  [ -r "$3" ] || return 0
  while read -r word value rest; do
    if [ "$word" = "$2" ]; then echo "$1 $value"; break; fi
  done < "$3"
}

sample() {
  echo "node ${SM_CURRENT_HOST:-$(hostname 2> /dev/null)}"
  first_line uptime /proc/uptime
  echo "processors $(getconf _NPROCESSORS_ONLN 2> /dev/null || grep -c '^processor' /proc/cpuinfo)"
  first_line stat /proc/stat
  line_of MemTotal MemTotal: /proc/meminfo
  line_of MemAvailable MemAvailable: /proc/meminfo
  line_of usage_usec usage_usec "$cgroup/cpu.stat"
  first_line cpu.max "$cgroup/cpu.max"
  first_line memory.current "$cgroup/memory.current"
  first_line memory.max "$cgroup/memory.max"
  line_of inactive_file inactive_file "$cgroup/memory.stat"
  first_line cpuacct.usage "$cgroup/cpuacct/cpuacct.usage"
  first_line cfs_quota_us "$cgroup/cpu/cpu.cfs_quota_us"
  first_line cfs_period_us "$cgroup/cpu/cpu.cfs_period_us"
  first_line memory.usage_in_bytes "$cgroup/memory/memory.usage_in_bytes"
  first_line memory.limit_in_bytes "$cgroup/memory/memory.limit_in_bytes"
  line_of inactive_file total_inactive_file "$cgroup/memory/memory.stat"
  if command -v nvidia-smi > /dev/null 2>&1; then
    nvidia-smi --query-gpu=index,utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits 2> /dev/null \
      | while IFS= read -r line; do echo "gpu $line"; done
  fi
  echo end
}

left=$2
while :; do
  sample || exit
  left=$((left - 1))
  [ "$left" -ne 0 ] || exit 0
  sleep "$1"
done
