internal import Glibc

/// One connection, and how far it is.
struct Connection {
  enum Phase {
    /// Waiting for a request, or inside one.
    case reading
    /// A request was handed over.
    case answering
    case sending
    /// The last reply is out: what the client still sends is thrown away, because closing a socket
    /// with unread bytes takes the reply back.
    case draining
  }

  /// How long a client may take to close its side after the last reply, in seconds.
  private static let drainSeconds = 2

  let descriptor: Int32
  private(set) var phase = Phase.reading
  /// When it is given up; nil while the answer is ours to make.
  private(set) var deadline: ContinuousClock.Instant?
  private var reader = RequestReader()
  private var output: [UInt8] = []
  private var sent = 0
  private var closesAfterwards = false

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    deadline = Self.after(ServerLimit.idleSeconds)
  }

  private static func after(_ seconds: Int) -> ContinuousClock.Instant {
    .now + .seconds(seconds)
  }

  /// Whether it waits for a first byte.
  var isIdle: Bool { phase == .reading && !reader.isInside }

  /// What to wait for.
  var events: Int16 {
    switch phase {
    case .reading, .draining: Int16(POLLIN)
    case .answering: 0
    case .sending: Int16(POLLOUT)
    }
  }

  /// Takes what has come.
  ///
  /// - Returns: false when the connection is over.
  mutating func receive(into buffer: inout [UInt8]) -> Bool {
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    if count < 0 { return errno == EAGAIN || errno == EINTR }
    guard count > 0 else { return false }
    guard phase == .reading else { return true }
    if !reader.isInside { deadline = Self.after(ServerLimit.requestSeconds) }
    reader.append(buffer.prefix(count))
    return true
  }

  /// The next request, if it is all here. A refusal is sent instead of being returned.
  mutating func nextRequest() -> ReviewRequest? {
    guard phase == .reading else { return nil }
    do throws(RequestReader.Refusal) {
      guard let request = try reader.next() else { return nil }
      phase = .answering
      deadline = nil
      return request
    } catch {
      answer(ReviewReply.refusal(error.status, error.message), closes: true)
      return nil
    }
  }

  /// Begins to send.
  mutating func answer(_ reply: ReviewReply, closes: Bool) {
    output = reply.serialised(closes: closes)
    sent = 0
    closesAfterwards = closes
    phase = .sending
    deadline = Self.after(ServerLimit.sendSeconds)
  }

  /// Sends what the client takes.
  ///
  /// - Returns: false when the connection is over.
  mutating func send() -> Bool {
    while sent < output.count {
      let count = output.withUnsafeBytes { bytes in
        Glibc.send(
          descriptor, bytes.baseAddress.map { $0 + sent }, output.count - sent,
          Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count > 0 {
        sent += count
        deadline = Self.after(ServerLimit.sendSeconds)
      } else if count < 0, errno == EAGAIN || errno == EINTR {
        return true
      } else {
        return false
      }
    }
    output = []
    if closesAfterwards {
      shutdown(descriptor, Int32(SHUT_WR))
      phase = .draining
      deadline = Self.after(Self.drainSeconds)
    } else {
      phase = .reading
      deadline = Self.after(
        reader.isInside ? ServerLimit.requestSeconds : ServerLimit.idleSeconds)
    }
    return true
  }
}
