#!/usr/bin/env bash
# Reads TRX files: tells of each failed test, of each reason to skip once, and ends with the line "N passed, N failed, N skipped".
# Exit status: 0 all passed or were skipped, 1 a test failed or none ran.
#
#   scripts/trx-summary.sh FILE.trx...
set -euo pipefail

[ $# -gt 0 ] || { echo 'usage: trx-summary.sh FILE.trx...' >&2; exit 2; }

# A record is one tag with its attributes and the text behind it.
cat -- "$@" | LC_ALL=C awk -v RS='<' '
  function attribute(name,  at, rest) {
    at = index($0, " " name "=\"")
    if (!at) return ""
    rest = substr($0, at + length(name) + 3)
    return plain(substr(rest, 1, index(rest, "\"") - 1))
  }
  function plain(text) {
    gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text)
    gsub(/&#xD;|&#13;/, "", text); gsub(/&#xA;|&#10;/, "\n", text); gsub(/&amp;/, "\\&", text)
    return text
  }
  function body(  text) {
    text = substr($0, index($0, ">") + 1)
    sub(/[ \t\r\n]+$/, "", text)
    return plain(text)
  }
  function note() {
    if (outcome == "Failed") print "FAILED " test "\n" message "\n" stack "\n"
    else if (outcome == "NotExecuted") reasons[message == "" ? "no reason given" : message]++
    outcome = ""
  }
  /^UnitTestResult[ \t\r\n]/ {
    note()
    test = attribute("testName"); outcome = attribute("outcome"); message = stack = ""
    if (outcome == "Passed") passed++
    else if (outcome == "NotExecuted") skipped++
    else { outcome = "Failed"; failed++ }
  }
  /^Message[> ]/ { if (outcome != "") message = message (message == "" ? "" : "\n") body() }
  /^StackTrace[> ]/ { if (outcome != "") stack = body() }
  /^\/Results>/ { note() }
  END {
    for (reason in reasons) print "skipped " reasons[reason] ": " reason
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    exit failed > 0 || passed == 0
  }
'
