/// What a command does to a file that may have come from elsewhere.
package struct FileUse: Sendable {
  package enum Kind: Hashable, Sendable {
    case unpack
    /// Made executable, or put where programs are.
    case install
    case run
    /// Renamed or copied: what is done to the new name is done to it.
    case move(to: ShellText)
  }

  package let kind: Kind
  /// The files; empty if it works on standard input.
  package let files: [ShellText]
  package let command: ShellCommand

  /// The uses that a command makes of its operands; nil for commands of no interest here.
  package init?(_ command: ShellCommand) {
    guard let name = command.name?.lowercased() else {
      // `./$tool`, `"$dir/x-$V"`: a program whose name is not known.
      guard let first = command.words.first, !command.words.isEmpty,
        first.text.parts.count > 1
      else { return nil }
      self.init(.run, [first.text], command)
      return
    }
    guard let (kind, files) = Self.read(name, command) else {
      guard let first = command.words.first?.text,
        first.knownPrefix.contains("/") || first.parts.count > 1
      else { return nil }
      self.init(.run, [first], command)
      return
    }
    self.init(kind, files, command)
  }

  private init(_ kind: Kind, _ files: [ShellText], _ command: ShellCommand) {
    self.kind = kind
    self.files = files
    self.command = command
  }

  private static func read(_ name: String, _ command: ShellCommand) -> (Kind, [ShellText])? {
    let words = command.arguments
    switch name {
    case "tar", "bsdtar", "gtar": return tar(words)
    case "unzip", "gunzip", "unxz", "bunzip2", "unzstd", "unrar":
      let arguments = ShellArguments(words, valued: ["-d", "-x", "-P"])
      return (.unpack, arguments.operands.prefix(name == "unzip" ? 1 : 16).map(\.text))
    case "gzip", "xz", "zstd", "bzip2", "lzma", "brotli":
      let arguments = ShellArguments(words, valued: ["-o"])
      guard arguments.has("-d", "--decompress", "--uncompress") else { return nil }
      return (.unpack, arguments.operands.map(\.text))
    case "7z", "7za", "7zz", "7zr":
      guard let verb = words.first?.known, verb == "x" || verb == "e" else { return nil }
      return (.unpack, ShellArguments(words.dropFirst(), valued: []).operands.prefix(1).map(\.text))
    case "expand-archive":
      let arguments = PowerShellArguments(
        words, valued: ["path", "literalpath", "destinationpath"])
      let file = arguments["path"] ?? arguments["literalpath"] ?? arguments.operands.first?.text
      return (.unpack, file.map { [$0] } ?? [])
    case "dpkg", "rpm":
      let arguments = ShellArguments(words, valued: [])
      guard arguments.has("-i", "--install", "-U", "--upgrade", "-x") else { return nil }
      return (.install, arguments.operands.map(\.text))
    case "apt", "apt-get", "dnf", "yum", "apk", "brew", "pip", "pip3", "npm":
      let arguments = ShellArguments(words, valued: ["-o", "-t", "-c"])
      guard let verb = arguments.operands.first?.known, ["install", "add", "i"].contains(verb)
      else { return nil }
      let files = arguments.operands.dropFirst().map(\.text).filter(isPackageFile)
      return files.isEmpty ? nil : (.install, files)
    case "msiexec", "installer", "hdiutil":
      return (.install, words.filter { !isOption($0) }.map(\.text))
    case "chmod":
      let arguments = ShellArguments(words, valued: ["--reference"], hasClusters: false)
      guard let mode = arguments.operands.first?.known, isExecutable(mode) else { return nil }
      return (.install, arguments.operands.dropFirst().map(\.text))
    case "install":
      let arguments = ShellArguments(
        words, valued: ["-m", "--mode", "-o", "-g", "-t", "--target-directory"])
      if arguments.has("-d", "--directory") { return nil }
      let isGiven = arguments.value("-t", "--target-directory") != nil
      let files = isGiven ? arguments.operands[...] : arguments.operands.dropLast()
      return (.install, files.map(\.text))
    case "mv", "cp", "move-item", "copy-item", "move", "copy", "ln":
      return move(words)
    case "sh", "bash", "dash", "zsh", "source", ".", "python", "python3", "node", "perl", "ruby",
      "pwsh", "powershell", "start-process", "deno", "bun", "cmd":
      return runner(name, words)
    case "docker", "podman":
      let arguments = ShellArguments(words, valued: ["-i", "--input"])
      guard arguments.operands.first?.known == "load", let file = arguments.value("-i", "--input")
      else { return nil }
      return (.install, [file])
    default: return nil
    }
  }

  /// Whether a package manager is given a file rather than a name.
  private static func isPackageFile(_ text: ShellText) -> Bool {
    if text.knownPrefix.contains("://") { return false }
    let end = text.knownSuffix
    return text.knownPrefix.contains("/")
      || [".deb", ".rpm", ".whl", ".tgz"].contains { end.hasSuffix($0) }
  }

  private static func isOption(_ word: ShellWord) -> Bool {
    let prefix = word.text.knownPrefix
    return prefix.hasPrefix("-") || prefix.hasPrefix("/") && prefix.utf8.count == 2
  }

  private static func isExecutable(_ mode: String) -> Bool {
    if mode.contains("+") || mode.contains("=") { return mode.contains("x") }
    return mode.utf8.contains { $0 >= 0x30 && $0 <= 0x37 && $0 & 1 == 1 }
  }

  /// `tar xzf FILE`, `tar -x -f FILE`, `tar --extract --file=FILE`, or standard input.
  private static func tar(_ words: ArraySlice<ShellWord>) -> (Kind, [ShellText])? {
    let valued: Set<String> = [
      "-f", "--file", "-C", "--directory", "--strip-components", "-T", "--exclude", "--transform",
      "--one-top-level", "-I", "--use-compress-program", "--strip", "--wildcards-match",
    ]
    var words = Array(words)
    if let first = words.first, let text = first.known, !text.hasPrefix("-"), !text.contains("/"),
      text.contains("x") || text.contains("t") || text.contains("c")
    {
      // The old form: all letters in the first word, values behind it in their order.
      words[0] = ShellWord(ShellText("-\(text)"), range: first.range)
      if text.contains("f"), !text.hasSuffix("f") {
        words[0] = ShellWord(
          ShellText("-\(text.filter { $0 != "f" })f"), range: first.range)
      }
    }
    let arguments = ShellArguments(words, valued: valued)
    guard arguments.has("-x", "--extract", "--get") else { return nil }
    guard let file = arguments.value("-f", "--file"), file.known != "-" else {
      return (.unpack, [])
    }
    return (.unpack, [file])
  }

  private static func move(_ words: ArraySlice<ShellWord>) -> (Kind, [ShellText])? {
    let arguments = PowerShellArguments(
      words, valued: ["path", "destination", "literalpath", "t"])
    var operands = arguments.operands.map(\.text)
    if let path = arguments["path"] { operands.insert(path, at: 0) }
    if let destination = arguments["destination"] ?? arguments["t"] { operands.append(destination) }
    guard operands.count > 1, let target = operands.last else { return nil }
    return (isProgramFolder(target) ? .install : .move(to: target), operands.dropLast())
  }

  /// Whether programs are looked for there.
  private static func isProgramFolder(_ path: ShellText) -> Bool {
    for part in path.parts {
      guard case .literal(let text) = part else { continue }
      if text.split(separator: "/", omittingEmptySubsequences: false).contains("bin") {
        return true
      }
    }
    return false
  }

  private static func runner(
    _ name: String, _ words: ArraySlice<ShellWord>
  ) -> (Kind, [ShellText])? {
    let isPowerShell = name == "pwsh" || name == "powershell" || name == "start-process"
    if isPowerShell {
      let arguments = PowerShellArguments(
        words, valued: ["file", "filepath", "argumentlist", "executionpolicy", "workingdirectory"])
      guard let file = arguments["file"] ?? arguments["filepath"] ?? arguments.operands.first?.text
      else { return nil }
      return (.run, [file])
    }
    if name == "cmd" { return nil }
    var rest = words
    while let first = rest.first, first.text.knownPrefix.hasPrefix("-") {
      let text = first.known ?? ""
      // `-c` has the script itself, `-m` a module.
      if !text.hasPrefix("--"), text.contains("c") || text.contains("m") { return nil }
      rest.removeFirst()
      if text.hasSuffix("o"), !text.hasPrefix("--") { _ = rest.popFirst() }
    }
    guard let file = rest.first else { return (.run, []) }
    return (.run, [file.text])
  }
}
