import MoatModel

/// A mark with the file it is in.
struct FoundMark: Hashable, Sendable {
  let path: String
  let part: CodePart
  let mark: Mark

  var capability: Capability { mark.capability }

  /// One name can have marks of several capabilities: `std::os` has those of all its modules.
  var place: Place { Place(path: path, span: mark.span) }

  struct Place: Hashable {
    let path: String
    let span: SourceSpan
  }

  /// One line for a report: `build.rs:12: std::net::TcpStream::connect, only if windows`.
  ///
  /// What was met is quoted as it stands in a stranger's file; renderers make it harmless.
  var note: String {
    var text = "\(path):\(mark.line): \(mark.subject)"
    if let via = mark.via { text += " (\(via))" }
    if !mark.gates.isEmpty { text += ", only if \(mark.gates.joined(separator: " and "))" }
    return text
  }
}

extension [FoundMark] {
  /// The notes of a finding: a line each for different things, in the order of files and lines.
  var notes: [String] {
    var seen: Set<String> = []
    let ordered = sorted { ($0.path, $0.mark.span) < ($1.path, $1.mark.span) }
    return Swift.Array(ordered.map(\.note).filter { seen.insert($0).inserted })
  }

  /// The first mark of each different thing and file; the same call twenty times is one thing.
  var distinct: [FoundMark] {
    var seen: Set<Key> = []
    return filter {
      seen.insert(Key(path: $0.path, capability: $0.capability, subject: $0.mark.subject)).inserted
    }
  }
}

private struct Key: Hashable {
  let path: String
  let capability: Capability
  let subject: String
}
