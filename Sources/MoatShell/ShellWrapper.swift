/// Commands that start another command, which is the one that matters.
struct ShellWrapper {
  /// Options that take the next word.
  var valued: Set<String> = []
  /// Words between the options and the command: the time of `timeout`.
  var operands = 0
  /// `env` and `sudo` take `NAME=value` before the command.
  var takesAssignments = false
  /// Options with which it starts nothing.
  var queries: Set<String> = []

  static let all: [String: ShellWrapper] = [
    "sudo": ShellWrapper(
      valued: [
        "-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-D", "-R",
      ],
      takesAssignments: true, queries: ["-l", "-v", "-k", "-K", "-V"]),
    "doas": ShellWrapper(valued: ["-u", "-C"]),
    "env": ShellWrapper(
      valued: ["-u", "--unset", "-C", "--chdir"], takesAssignments: true),
    "time": ShellWrapper(valued: ["-f", "--format", "-o", "--output"]),
    "nice": ShellWrapper(valued: ["-n", "--adjustment"]),
    "ionice": ShellWrapper(valued: ["-c", "-n"]),
    "nohup": ShellWrapper(),
    "setsid": ShellWrapper(),
    "chronic": ShellWrapper(),
    "caffeinate": ShellWrapper(),
    "winpty": ShellWrapper(),
    "unbuffer": ShellWrapper(),
    "exec": ShellWrapper(valued: ["-a"]),
    "command": ShellWrapper(queries: ["-v", "-V"]),
    "builtin": ShellWrapper(),
    "timeout": ShellWrapper(valued: ["-s", "--signal", "-k", "--kill-after"], operands: 1),
    "stdbuf": ShellWrapper(valued: ["-i", "-o", "-e"]),
    "xargs": ShellWrapper(
      valued: [
        "-I", "-n", "-P", "-L", "-d", "-s", "-a", "-E", "--max-args", "--max-procs",
        "--delimiter", "--replace", "--arg-file", "--max-lines",
      ]),
    "flock": ShellWrapper(valued: ["-w", "-E"], operands: 1),
    "chroot": ShellWrapper(operands: 1),
    "xvfb-run": ShellWrapper(valued: ["-s", "--server-args", "-n", "-e"]),
    "faketime": ShellWrapper(operands: 1),
  ]

  /// Programs that run a shell in a container or elsewhere: `docker run IMAGE sh -c '…'`.
  static let hosts: Set<String> = [
    "docker", "podman", "nerdctl", "wsl", "kubectl", "bwrap", "unshare", "nsenter", "arch-chroot",
    "lxc", "vagrant", "ssh", "su", "runuser", "distrobox", "toolbox", "nix", "nix-shell",
    "firejail",
  ]

  static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ksh", "ash"]
}

/// A command without its wrappers.
struct UnwrappedCommand {
  var words: [ShellWord]
  var wrappers: [String] = []
  /// `NAME=value` behind `env`.
  var assignments: [ShellAssignment] = []

  /// Words that are no command line.
  init(words: [ShellWord]) { self.words = words }

  init(_ words: [ShellWord]) {
    self.words = words
    // Each round takes at least one word off.
    while unwrapOnce() {}
  }

  private mutating func unwrapOnce() -> Bool {
    guard let known = words.first?.text.known, let name = ShellCommand.programName(known) else {
      return false
    }
    if name == "rustup", words.count > 3, words[1].known == "run" {
      // `rustup run nightly cargo build`; options of `run` come before the toolchain.
      guard let toolchain = words.dropFirst(2).firstIndex(where: { !Self.isOption($0) }),
        toolchain + 1 < words.count
      else { return false }
      assignments.append(
        ShellAssignment(
          name: "RUSTUP_TOOLCHAIN", value: words[toolchain].text, range: words[toolchain].range))
      return take(toolchain + 1, "rustup run")
    }
    guard let wrapper = ShellWrapper.all[name] else { return false }
    var index = 1
    var operands = wrapper.operands
    while index < words.count {
      let word = words[index]
      if let text = word.known, text == "--" {
        index += 1
        break
      }
      if Self.isOption(word) {
        let text = word.known ?? ""
        if wrapper.queries.contains(text) { return false }
        if name == "env", text == "-S" || text.hasPrefix("--split-string") {
          index += 1
          continue
        }
        index += wrapper.valued.contains(text) ? 2 : 1
      } else if wrapper.takesAssignments, let assignment = Self.assignment(word) {
        assignments.append(assignment)
        index += 1
      } else if operands > 0 {
        operands -= 1
        index += 1
      } else {
        break
      }
    }
    guard index < words.count else { return false }
    return take(index, name)
  }

  private mutating func take(_ count: Int, _ wrapper: String) -> Bool {
    wrappers.append(wrapper)
    words.removeFirst(count)
    return true
  }

  private static func isOption(_ word: ShellWord) -> Bool {
    word.text.knownPrefix.hasPrefix("-")
  }

  private static func assignment(_ word: ShellWord) -> ShellAssignment? {
    let prefix = word.text.knownPrefix
    guard let equals = prefix.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = prefix[..<equals]
    guard !name.isEmpty,
      name.utf8.enumerated().allSatisfy({ BashParser.isNameByte($1, isFirst: $0 == 0) })
    else { return nil }
    var parts = word.text.parts
    parts[0] = .literal(String(prefix[prefix.utf8.index(after: equals)...]))
    return ShellAssignment(
      name: String(name), value: ShellText(parts: parts), range: word.range)
  }
}
