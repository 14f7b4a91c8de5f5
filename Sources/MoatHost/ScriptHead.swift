/// What the first line of a file says about the program that reads it: `#!/bin/sh`,
/// `#!/usr/bin/env -S bash -eu`.
enum ScriptHead {
  /// Linux looks at no more of a first line:
  /// https://man7.org/linux/man-pages/man2/execve.2.html (since 5.1).
  static let size = 256
  private static let shells: Set<Substring> = ["sh", "bash", "dash", "ash", "ksh", "zsh"]

  /// The kind of script that these first bytes begin; nil for a program in another language, and for
  /// what is no script.
  static func kind(of bytes: some Sequence<UInt8>) -> AutomationFile.Kind? {
    let line = String(
      decoding: bytes.prefix(size).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    guard line.utf8.starts(with: "#!".utf8) else { return nil }
    var words = line.dropFirst(2).split { $0 == " " || $0 == "\t" }[...]
    guard var program = words.popFirst().map(name) else { return nil }
    if program == "env" {
      // Options and assignments of `env` stand in front of the program.
      while let word = words.popFirst() {
        program = name(word)
        if !word.hasPrefix("-"), !word.contains("=") { break }
      }
    }
    if shells.contains(program) { return .shellScript }
    return program == "pwsh" || program == "powershell" ? .powerShellScript : nil
  }

  private static func name(_ path: Substring) -> Substring {
    path.split(separator: "/").last ?? path
  }
}
