enum PowerShellNames {
  static let comparisons: Set<String> = [
    "-eq", "-ne", "-ceq", "-cne", "-ieq", "-ine", "-like", "-notlike", "-match", "-notmatch",
    "-contains", "-notcontains", "-in", "-notin", "-cmatch", "-imatch",
  ]

  /// Whether a name is PowerShell's own, whose errors are not a program's status.
  static func isCmdlet(_ name: String) -> Bool {
    let lower = name.lowercased()
    if own.contains(lower) { return true }
    guard let dash = lower.firstIndex(of: "-") else { return false }
    return verbs.contains(String(lower[..<dash]))
  }

  private static let own: Set<String> = [
    "iwr", "irm", "iex", "echo", "cd", "cp", "mv", "rm", "ls", "cat", "mkdir", "exit", "return",
    "copy", "move", "del", "dir", "ni", "gci", "sls", "where", "foreach", "select", "sort", "type",
    "downloadfile", "downloadstring", "downloaddata", "throw", "break", "continue",
  ]

  private static let verbs: Set<String> = [
    "add", "clear", "compare", "compress", "convertfrom", "convertto", "copy", "enter", "exit",
    "expand", "export", "find", "foreach", "format", "get", "import", "install", "invoke", "join",
    "measure", "move", "new", "out", "pop", "push", "read", "register", "remove", "rename",
    "resolve", "restart", "save", "select", "set", "sort", "split", "start", "stop", "tee", "test",
    "unblock", "update", "wait", "where", "write",
  ]
}
