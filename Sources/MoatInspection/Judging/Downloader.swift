/// Programs that fetch and send, by their names.
enum Downloader {
  private static let names: Set<String> = [
    "curl", "wget", "wget2", "aria2c", "fetch", "http", "https", "xh", "nc", "ncat", "netcat",
    "socat", "telnet", "ssh", "scp", "sftp", "ftp", "tftp", "rsync", "certutil", "bitsadmin",
    "mshta", "nslookup", "dig", "iwr", "irm", "invoke-webrequest", "invoke-restmethod",
    "start-bitstransfer", "lynx", "axel", "ping", "ping6", "host", "drill", "whois", "finger",
    "traceroute", "smbclient", "sendmail", "lftp", "rclone", "s3cmd", "gsutil", "cloudflared",
    "ngrok", "frpc", "chisel", "croc", "grpcurl", "websocat", "httpie", "npx", "pnpx", "bunx",
    "uvx",
  ]

  /// What programs that do other things besides do with other machines, by their names.
  ///
  /// Of git not `submodule`, which many build scripts of bindings have for checkouts, where a published
  /// crate has the files.
  static let commands: [String: Set<String>] = {
    var all: [String: Set<String>] = [
      "git": ["clone", "fetch", "pull", "ls-remote", "push", "lfs"], "openssl": ["s_client"],
      "cargo": ["install"], "go": ["get", "install"], "gem": ["install"], "brew": ["install"],
      "docker": ["pull", "push", "login"], "podman": ["pull", "push", "login"],
      "gh": ["api", "gist", "release", "repo", "secret"], "aws": ["s3", "s3api", "sts"],
      "gcloud": ["storage"], "az": ["login", "storage", "account"],
      "rustup": ["toolchain", "target", "component", "update"],
    ]
    for name in ["npm", "pnpm", "yarn", "bun"] { all[name] = ["install", "ci", "add", "i", "dlx"] }
    for name in ["pip", "pip3", "pipx", "uv", "conda"] { all[name] = ["install", "download"] }
    for name in ["apt", "apt-get", "apk", "dnf", "yum", "zypper", "choco", "scoop", "winget"] {
      all[name] = ["install", "add", "update"]
    }
    return all
  }()

  /// Whether a program that is started is one, by the last part of its path; `git clone` is.
  static func isOne(_ program: String) -> Bool {
    isNamed(name(of: program)) || ShellScript.downloader(in: program) != nil
      || InlineScript.isOne(program)
  }

  /// Programs whose name nobody puts together from pieces but to hide it.
  private static let hidden: Set<String> = ["curl", "wget", "certutil", "bitsadmin", "mshta"]
  static let longestHidden = 9

  /// Whether a text is the whole name of one of those.
  static func isHidden(_ text: [UInt8]) -> Bool {
    hidden.contains(String(decoding: text, as: UTF8.self))
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
      if let commands = Downloader.commands[name],
        let told = told(words.dropFirst(), among: commands)
      {
        return "\(name) \(told)"
      }
      if command.contains("/dev/tcp/") || command.contains("/dev/udp/") { return "nc" }
    }
    return nil
  }

  private static func told(_ words: ArraySlice<Substring>, among commands: Set<String>)
    -> Substring?
  {
    var words = words
    while let word = words.popFirst() {
      if gitOptions.contains(word) { words = words.dropFirst() }
      if word.hasPrefix("-") { continue }
      return commands.contains(String(word)) ? word : nil
    }
    return nil
  }

  /// `NAME=value` before a command.
  private static func isAssignment(_ word: Substring) -> Bool {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
    return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}

/// What an interpreter is given to run in an argument, and addresses that a program is given.
enum InlineScript {
  /// Interpreters that take a program as an argument, and can reach other machines without another one.
  static let interpreters: Set<String> = [
    "python", "python2", "python3", "py", "perl", "ruby", "php", "node", "nodejs", "deno", "bun",
    "lua", "osascript", "tclsh", "wish", "Rscript",
  ]
  /// Programs that show an address to somebody, and such as are told addresses that they do not open.
  static let openers: Set<String> = [
    "open", "xdg-open", "gio", "gnome-open", "kde-open", "wslview", "explorer", "start", "git",
    "firefox", "cargo", "rustc", "rustdoc", "cmd",
  ]
  /// Ends what a mark says of a shell or an interpreter whose script stands in a literal.
  static let writtenOut = " -c"
  private static let schemes = ["https://", "http://", "ftp://"]
  /// Words by which their programs reach other machines.
  private static let words = [
    "urllib", "requests.", "http.client", "httpx", "socket", "IO::Socket", "LWP::", "HTTP::Tiny",
    "Net::HTTP", "open-uri", "net/http", "fetch(", "require('http", "require(\"http",
    "require('net", "require(\"net", "require('dns", "fsockopen", "curl",
  ]

  /// The word by which an interpreter's program reaches another machine.
  static func word(in program: String) -> String? {
    (schemes + words).first { program.contains($0) }
  }

  /// The scheme of an argument that is an address.
  static func scheme(of argument: String) -> String? {
    schemes.first { argument.hasPrefix($0) }
  }

  /// Whether a program is one that ``FileScanner/command(of:after:)`` tells to be given an address or
  /// such a program: its name, a space and the word.
  static func isOne(_ program: String) -> Bool {
    guard let space = program.firstIndex(of: " ") else { return false }
    let rest = String(program[program.index(after: space)...])
    return schemes.contains(rest)
      || (interpreters.contains(String(program[..<space])) && words.contains(rest))
  }
}
