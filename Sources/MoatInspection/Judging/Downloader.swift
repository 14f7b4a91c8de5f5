/// Programs that fetch and send, by their names.
enum Downloader {
  private static let names: Set<String> = [
    "curl", "wget", "wget2", "aria2c", "fetch", "http", "https", "xh", "nc", "ncat", "netcat",
    "socat", "telnet", "ssh", "scp", "sftp", "ftp", "tftp", "rsync", "certutil", "bitsadmin",
    "mshta", "nslookup", "dig", "iwr", "irm", "invoke-webrequest", "invoke-restmethod",
    "start-bitstransfer", "lynx", "axel",
  ]

  /// What git does with other machines. Not `submodule`, which many build scripts of bindings have for
  /// checkouts, where a published crate has the files.
  static let gitCommands: Set<String> = ["clone", "fetch", "pull", "ls-remote"]

  /// Whether a program that is started is one, by the last part of its path; `git clone` is.
  static func isOne(_ program: String) -> Bool {
    isNamed(name(of: program)) || ShellScript.downloader(in: program) != nil
  }

  /// Whether that is the name of one. PowerShell heeds no case.
  static func isNamed(_ name: String) -> Bool {
    names.contains(name) || names.contains(name.lowercased())
  }

  /// The name of a program without its folder and `.exe`.
  static func name(of program: String) -> String {
    let last = program.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? program
    let word = last.split(separator: " ").first.map(String.init) ?? last
    return word.hasSuffix(".exe") ? String(word.dropLast(4)) : word
  }
}

/// Looks for programs that reach other machines in what a shell is given to run.
///
/// A word is a program's name where a command starts. It knows no variables, no functions and no quotes
/// but to pass over them: what is put together at run time it does not see.
enum ShellScript {
  /// Shells that take a script as one argument; other arguments are no commands.
  static let shells: Set<String> = ["sh", "bash", "dash", "ash", "zsh", "ksh", "fish"]

  /// Programs that start another, whose words may be arguments of their own.
  static let starters: Set<String> = [
    "busybox", "cmd", "powershell", "pwsh", "env", "sudo", "doas", "nohup", "nice", "timeout",
    "xargs",
  ]

  /// In bytes; a script of a build is some lines.
  static let limit = 1 << 14

  /// Words after which a command starts.
  private static let openers: Set<Substring> = [
    "if", "then", "else", "elif", "do", "while", "until", "!", "{", "exec", "eval", "time", "sudo",
    "doas",
    "env", "nohup", "nice", "command", "builtin", "call",
  ]
  /// git's own options that have a value.
  private static let gitOptions: Set<Substring> = [
    "-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "--config-env",
  ]

  /// The first program in a script that fetches or sends, with git's command: `curl`, `git clone`.
  static func downloader(in script: String) -> String? {
    let commands = script.split { ";|&()`".contains($0) || $0.isNewline }
    for command in commands {
      var words = command.split(whereSeparator: \.isWhitespace)
        .map { $0.drop { "\"'@$".contains($0) } }[...]
      while let first = words.first, openers.contains(first) || isAssignment(first) {
        words.removeFirst()
      }
      guard let first = words.first else { continue }
      let name = Downloader.name(of: String(first.prefix { !"\"'".contains($0) }))
      if Downloader.isNamed(name) { return name }
      if name == "git", let told = gitCommand(words.dropFirst()) { return "git \(told)" }
    }
    return nil
  }

  private static func gitCommand(_ words: ArraySlice<Substring>) -> Substring? {
    var words = words
    while let word = words.popFirst() {
      if gitOptions.contains(word) { words = words.dropFirst() }
      if word.hasPrefix("-") { continue }
      return Downloader.gitCommands.contains(String(word)) ? word : nil
    }
    return nil
  }

  /// `NAME=value` before a command.
  private static func isAssignment(_ word: Substring) -> Bool {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
    return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
