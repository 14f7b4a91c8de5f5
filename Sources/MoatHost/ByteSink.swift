internal import Glibc
internal import Synchronization

/// Where bytes of a report go.
package protocol ByteSink: Sendable {
  /// Writes all the bytes. A reader that went away (`| head`) is no failure: the rest is dropped.
  ///
  /// - Throws: ``FileFailure``, such as a full disk.
  func write(_ bytes: [UInt8]) throws(FileFailure)
}

extension ByteSink {
  /// Writes the text as UTF-8.
  package func write(_ text: String) throws(FileFailure) { try write(Array(text.utf8)) }
}

/// An open descriptor, which it does not own.
package final class DescriptorSink: ByteSink {
  private let descriptor: Int32
  private let isClosed = Mutex(false)

  package init(_ descriptor: Int32) { self.descriptor = descriptor }

  package static let standardOutput = DescriptorSink(STDOUT_FILENO)
  package static let standardError = DescriptorSink(STDERR_FILENO)

  /// Whether the reader went away.
  package var readerIsGone: Bool { isClosed.withLock { $0 } }

  package func write(_ bytes: [UInt8]) throws(FileFailure) {
    // One lock around the loop: two writers do not interleave inside one piece.
    let failure: FileFailure? = isClosed.withLock { isClosed in
      if isClosed { return nil }
      var written = 0
      while written < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
          Glibc.write(
            descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        }
        if count >= 0 {
          written += count
        } else if errno == EPIPE {
          isClosed = true
          return nil
        } else if errno == EAGAIN {
          // Somebody made the shared terminal or pipe non-blocking: wait until it takes more.
          var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&wait, 1, -1)
        } else if errno != EINTR {
          return FileFailure(errno: errno)
        }
      }
      return nil
    }
    if let failure { throw failure }
  }

  /// Makes a closed pipe an error to handle instead of a signal that ends the process. Children
  /// get the default back when they start.
  package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }
}

/// Keeps what is written, for tests.
package final class InMemorySink: ByteSink {
  private let kept = Mutex<[UInt8]>([])

  package init() {}

  /// All of it as text.
  package var text: String { String(decoding: kept.withLock { $0 }, as: UTF8.self) }

  package func write(_ bytes: [UInt8]) { kept.withLock { $0 += bytes } }
}
