enum CmdReader {
  static func read(_ source: ShellSource, _ variables: [String: ShellText]) -> ShellReading {
    ShellReading()
  }
}
