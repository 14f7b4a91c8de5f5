internal import Glibc
internal import Synchronization

/// Where the answers to questions come from.
package protocol LineSource: Sendable {
  /// The next line without its end; nil when there are no more, or none can be read.
  func nextLine() -> String?
}

/// Lines of an open descriptor, which it does not own.
package final class DescriptorLines: LineSource {
  /// Longer lines are no answers to a question.
  package static let limit = 65_536

  private let descriptor: Int32
  private let rest = Mutex<[UInt8]>([])

  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  package static let standardInput = DescriptorLines(STDIN_FILENO)

  /// Waits for a whole line. What comes after its end is kept for the next.
  package func nextLine() -> String? {
    rest.withLock { rest in
      while true {
        if let end = rest.firstIndex(of: 0x0A) {
          let line = Array(rest[..<end])
          rest.removeSubrange(...end)
          return Self.text(line)
        }
        guard rest.count < Self.limit, let piece = read(), !piece.isEmpty else { break }
        rest += piece
      }
      guard !rest.isEmpty, rest.count < Self.limit else { return nil }
      defer { rest = [] }
      return Self.text(rest)
    }
  }

  private static func text(_ line: [UInt8]) -> String {
    String(decoding: line.last == 0x0D ? line.dropLast() : line[...], as: UTF8.self)
  }

  /// Empty at the end; nil when it cannot be read.
  private func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return Array(buffer.prefix(count)) }
      if errno != EINTR { return nil }
    }
  }
}

/// Answers that are known beforehand; none by default, as of a closed input.
package final class InMemoryLines: LineSource {
  private let left: Mutex<[String]>

  package init(_ lines: [String] = []) { left = Mutex(lines.reversed()) }

  package func nextLine() -> String? { left.withLock { $0.popLast() } }
}
