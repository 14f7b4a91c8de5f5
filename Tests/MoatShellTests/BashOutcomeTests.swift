import MoatShell
import Testing

@Suite struct `Failures in bash` {
  /// What becomes of the failure of `c`.
  private func outcome(
    _ text: String, _ options: ShellOptions = ShellOptions(stopsOnError: true)
  ) -> ShellOutcome? {
    ShellScript(text, dialect: .bash, options: options).commands.first { $0.name == "c" }?.outcome
  }

  @Test(
    arguments: [
      ("c", .stops), ("c\nd", .stops), ("c | d", .ignored(.pipeline)), ("d | c\ne", .stops),
      ("c || true\nd", .ignored(.orTrue)), ("c || :", .ignored(.orTrue)),
      ("c || exit 0", .ignored(.orTrue)), ("c || echo no", .ignored(.orReport)),
      ("c || { echo no; }", .ignored(.orReport)), ("c || { echo no; exit 1; }", .stops),
      ("c || (echo no && exit 1)", .stops), ("c || exit", .stops), ("c || return 1", .stops),
      ("c || echo no && exit 1", .stops), ("c || d", .handled), ("c && d\ne", .decides),
      ("c && d", .stops), ("c && echo ok\ne", .ignored(.andReport)), ("c && echo ok", .stops),
      ("c && d || true", .ignored(.orTrue)), ("! c\nd", .ignored(.negated)),
      ("if c; then d; fi", .decides), ("if ! c; then exit 1; fi", .decides),
      ("while c; do d; done", .decides), ("until c; do d; done\ne", .decides),
      ("c &\nd", .ignored(.background)), ("echo $(c)", .ignored(.substitution)),
      ("X=$(c)\nd", .stops), ("local X=$(c)\nd", .ignored(.substitution)),
      ("X=$(c) d", .ignored(.substitution)), ("diff <(c) d", .ignored(.substitution)),
      ("set +e\nc\nd", .ignored(.noErrexit)), ("set +e\nc\nset -e\nd", .ignored(.noErrexit)),
      ("set +e\nc\nif [ $? -ne 0 ]; then exit 1; fi", .decides),
      ("set +e\nc\nrc=$?\nd", .decides), ("set +e\nc\necho $?\nd", .ignored(.noErrexit)),
      ("set +e\nc\nexit $?", .decides), ("set -o pipefail\nc | d", .stops),
      ("(c; d)", .stops), ("(c; d) || true", .ignored(.noErrexit)),
      ("(d; c) || true", .ignored(.orTrue)), ("f() { c; d; }\nf", .stops),
      ("f() { c; d; }\nf || true", .ignored(.noErrexit)), ("f() { d; c; }\nf || exit 1", .stops),
      ("if f; then x; fi\nf() { c; }", .stops), ("for x in 1 2; do c; d; done\ne", .stops),
      ("case x in x) c;; esac\nd", .stops), ("bash -c 'c; d'", .ignored(.noErrexit)),
      ("bash -ec 'c; d'", .stops), ("bash -c 'd; c' || true", .ignored(.orTrue)),
      ("time c\nd", .stops), ("sudo c || true", .ignored(.orTrue)),
    ] as [(String, ShellOutcome)])
  func `come to`(script: String, expected: ShellOutcome) {
    #expect(outcome(script) == expected, "\(script)")
  }

  @Test(
    arguments: [
      ("c", .stops), ("c\nd", .ignored(.noErrexit)), ("set -e\nc\nd", .stops),
      ("set -euo pipefail\nc | d\ne", .stops), ("set -o errexit\nc\nd", .stops),
      ("#!/bin/bash -eu\nc\nd", .stops), ("c && d\ne", .decides),
      ("c; exit 0", .ignored(.noErrexit)),
    ] as [(String, ShellOutcome)])
  func `without -e come to`(script: String, expected: ShellOutcome) {
    #expect(outcome(script, ShellOptions()) == expected, "\(script)")
  }
}
