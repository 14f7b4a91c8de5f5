internal import Glibc
internal import Synchronization

/// All sockets of one server, on a thread of its own that sleeps while nothing happens.
///
/// No client can hold up another: nothing blocks, and every state of a connection has a deadline
/// except the one in which the answer is being made.
final class ServerLoop: Sendable {
  /// A request, and the connection that waits for its answer.
  struct Exchange: Sendable {
    let connection: Int
    let request: ReviewRequest
  }

  private struct Reply {
    let connection: Int
    let reply: ReviewReply
    let closes: Bool
  }

  private struct Inbox {
    var replies: [Reply] = []
    var ending: ReviewServer.Ending?
    /// The last request that was let in.
    var lastUse = ContinuousClock.now
  }

  let port: UInt16
  private let listener: Int32
  /// A pipe that becomes readable when there is something in the inbox.
  private let wakeup: (reading: Int32, writing: Int32)
  private let inbox = Mutex(Inbox())
  private let idle: Duration?

  init(port: UInt16, idle: Duration?) throws(ServerFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .system(step: "make a pipe", errno: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    do throws(ServerFailure) {
      (listener, self.port) = try LoopbackSocket.listen(on: port)
    } catch {
      for end in ends { close(end) }
      throw error
    }
    wakeup = (ends[0], ends[1])
    self.idle = idle
  }

  deinit {
    close(listener)
    close(wakeup.reading)
    close(wakeup.writing)
  }

  /// Hands every request to `deliver`, on the loop's thread.
  ///
  /// - Parameter finish: called once, when the loop has ended.
  func start(
    deliver: @escaping @Sendable (Exchange) -> Void,
    finish: @escaping @Sendable (ReviewServer.Ending) -> Void
  ) throws(ServerFailure) {
    let context = Unmanaged.passRetained(
      Start { [self] in finish(run(deliver)) })
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, context.toOpaque())
    guard status == 0 else {
      context.release()
      throw .system(step: "start a thread", errno: status)
    }
    pthread_detach(thread)
  }

  private final class Start: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Sends an answer, unless the connection is gone.
  func answer(_ connection: Int, _ reply: ReviewReply, closes: Bool) {
    inbox.withLock {
      $0.replies.append(Reply(connection: connection, reply: reply, closes: closes))
    }
    wake()
  }

  /// Notes that the page is in use.
  func touch() { inbox.withLock { $0.lastUse = .now } }

  func stop() {
    inbox.withLock { $0.ending = $0.ending ?? .stopped }
    wake()
  }

  /// Lets a signal wake the loop.
  func heedInterrupts() { Interruption.watch(through: wakeup.writing) }

  private func wake() {
    // A pipe that is full wakes as well.
    var byte: UInt8 = 0
    _ = write(wakeup.writing, &byte, 1)
  }

  // MARK: - On the thread

  private struct Table {
    var connections: [Int: Connection] = [:]
    var last = 0
    var buffer = [UInt8](repeating: 0, count: 64 << 10)

    mutating func remove(_ number: Int) {
      if let connection = connections.removeValue(forKey: number) { close(connection.descriptor) }
    }
  }

  private func run(_ deliver: (Exchange) -> Void) -> ReviewServer.Ending {
    var table = Table()
    defer { for number in Array(table.connections.keys) { table.remove(number) } }
    while true {
      let (replies, ending, lastUse) = inbox.withLock { inbox in
        defer { inbox.replies = [] }
        return (inbox.replies, inbox.ending, inbox.lastUse)
      }
      if Interruption.isRaised { return .interrupted }
      if let ending { return ending }
      for reply in replies {
        table.connections[reply.connection]?.answer(reply.reply, closes: reply.closes)
        advance(reply.connection, &table, deliver)
      }
      let now = ContinuousClock.now
      let end = idle.map { lastUse + $0 }
      if let end, end <= now { return .idle }
      for (number, connection) in table.connections {
        if let deadline = connection.deadline, deadline <= now { table.remove(number) }
      }
      wait(until: end, &table, deliver)
    }
  }

  private func wait(
    until end: ContinuousClock.Instant?, _ table: inout Table, _ deliver: (Exchange) -> Void
  ) {
    let numbers = Array(table.connections.keys)
    var waits = [
      pollfd(fd: wakeup.reading, events: Int16(POLLIN), revents: 0),
      pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
    ]
    var deadline = end
    for number in numbers {
      guard let connection = table.connections[number] else { continue }
      waits.append(pollfd(fd: connection.descriptor, events: connection.events, revents: 0))
      if let other = connection.deadline { deadline = min(deadline ?? other, other) }
    }
    guard poll(&waits, nfds_t(waits.count), Self.milliseconds(until: deadline)) > 0 else { return }
    if waits[0].revents != 0 {
      _ = read(wakeup.reading, &table.buffer, table.buffer.count)
    }
    for (number, wait) in zip(numbers, waits.dropFirst(2)) where wait.revents != 0 {
      serve(number, &table, deliver)
    }
    if waits[1].revents != 0 { accept(&table) }
  }

  /// Rounded up, so that a deadline is past when the wait ends; -1 for no end.
  private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    return Int32(max(0, min(left, 60_000)).rounded(.up))
  }

  private func accept(_ table: inout Table) {
    while let descriptor = LoopbackSocket.accept(listener) {
      if table.connections.count >= ServerLimit.connections {
        // Browsers open connections ahead and leave them unused.
        guard let idle = table.connections.first(where: { $0.value.isIdle })?.key else {
          close(descriptor)
          continue
        }
        table.remove(idle)
      }
      table.last += 1
      table.connections[table.last] = Connection(descriptor)
    }
  }

  private func serve(_ number: Int, _ table: inout Table, _ deliver: (Exchange) -> Void) {
    let phase = table.connections[number]?.phase
    if phase == .reading || phase == .draining {
      if table.connections[number]?.receive(into: &table.buffer) == false {
        return table.remove(number)
      }
    } else if phase == .answering {
      // Only an error or the client's end is told in this state.
      return table.remove(number)
    }
    advance(number, &table, deliver)
  }

  /// Sends and reads on until the connection has to wait.
  private func advance(_ number: Int, _ table: inout Table, _ deliver: (Exchange) -> Void) {
    while let phase = table.connections[number]?.phase {
      switch phase {
      case .answering, .draining: return
      case .sending:
        if table.connections[number]?.send() == false { return table.remove(number) }
        if table.connections[number]?.phase == .sending { return }
      case .reading:
        if let request = table.connections[number]?.nextRequest() {
          deliver(Exchange(connection: number, request: request))
        } else if table.connections[number]?.phase == .reading {
          return
        }
      }
    }
  }
}
