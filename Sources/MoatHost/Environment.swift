internal import Glibc

/// The variables and the current directory of this process, as they were when it started.
///
/// A value, so a test makes its own. Folders follow Cargo's documentation and the XDG base
/// directory specification, which says to ignore a relative path.
package struct Environment: Hashable, Sendable {
  package let variables: [String: String]
  package let currentDirectory: String

  package init(variables: [String: String], currentDirectory: String) {
    self.variables = variables
    self.currentDirectory = currentDirectory
  }

  /// The variable, unless it is unset or empty.
  package subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// `$HOME`; nil when unset or relative.
  package var home: String? { absolute("HOME") }

  /// Where Moat keeps what it can make again: `$XDG_CACHE_HOME/moat`, else `~/.cache/moat`; nil
  /// without a home.
  package var cacheDirectory: String? {
    if let base = absolute("XDG_CACHE_HOME") { return PathText.join(base, "moat") }
    return home.map { PathText.join($0, ".cache/moat") }
  }

  /// Where Moat keeps what the user wrote: `$XDG_DATA_HOME/moat`, else `~/.local/share/moat`; nil
  /// without a home.
  package var dataDirectory: String? {
    if let base = absolute("XDG_DATA_HOME") { return PathText.join(base, "moat") }
    return home.map { PathText.join($0, ".local/share/moat") }
  }

  /// `$CARGO_HOME`, which may be relative to the current directory, else `~/.cargo`; nil without a
  /// home. https://doc.rust-lang.org/cargo/guide/cargo-home.html
  package var cargoHome: String? {
    if let given = self["CARGO_HOME"] { return PathText.absolute(given, in: currentDirectory) }
    return home.map { PathText.join($0, ".cargo") }
  }

  /// The absolute folders of `PATH`, in order. Relative ones, and the empty one that means the
  /// current directory, are left out: a project being checked must not supply the programs.
  package var searchPath: [String] {
    (variables["PATH"] ?? "").utf8.split(separator: UInt8(ascii: ":"))
      .map { String(Substring($0)) }.filter { PathText.isAbsolute($0) }
  }

  private func absolute(_ name: String) -> String? {
    self[name].flatMap { PathText.isAbsolute($0) ? PathText.normalised($0) : nil }
  }
}

extension Environment {
  /// Reads the environment of this process. Text that is not UTF-8 is repaired.
  package static func live() -> Environment {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let cut = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
        let name = String(text[..<cut])
        // The first of two counts, as it does for `getenv`.
        if variables[name] == nil {
          variables[name] = String(text[text.utf8.index(after: cut)...])
        }
      }
      next += 1
    }
    let directory: String
    if let buffer = getcwd(nil, 0) {
      directory = String(cString: buffer)
      free(buffer)
    } else {
      // The folder was removed: relative paths will fail one by one, with their own messages.
      directory = variables["PWD"] ?? "/"
    }
    return Environment(variables: variables, currentDirectory: directory)
  }
}
