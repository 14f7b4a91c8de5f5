enum PowerShellReader {
  static func read(
    _ source: ShellSource, _ variables: [String: ShellText], _ options: ShellOptions
  ) -> ShellReading {
    ShellReading()
  }
}
