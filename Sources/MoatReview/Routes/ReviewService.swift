import MoatDiff
import MoatModel
import MoatRendering
import MoatSyntax

/// Answers what the page asks, of requests that the gate let in.
package struct ReviewService: Sendable {
  private let desk: ReviewDesk

  package init(_ desk: ReviewDesk) { self.desk = desk }

  package func answer(_ request: ReviewRequest) async -> ReviewReply {
    if let asset = Asset.reply(for: request.path) { return asset }
    do throws(Problem) {
      switch (request.method, request.path) {
      case ("GET", "/api/session"): return await session()
      case ("GET", "/api/package"): return try await package(request)
      case ("GET", "/api/file"): return try await file(request)
      case ("GET", "/api/line"): return try await line(request)
      case ("GET", "/api/search"): return try await search(request)
      case ("GET", "/api/definition"): return try await definition(request)
      case ("POST", "/api/note"): return try await note(request)
      case ("POST", "/api/read"): return try await read(request)
      case ("POST", "/api/done"): return try await done(request)
      default: return .refusal(404, "there is nothing here")
      }
    } catch {
      return .refusal(error.status, error.message)
    }
  }

  /// Why a request is not answered.
  struct Problem: Error {
    let status: Int
    let message: String

    init(_ status: Int, _ message: String) {
      self.status = status
      self.message = message
    }

    static let malformed = Problem(400, "the request is malformed")
  }

  private static func json(_ body: (inout JSONWriter) -> Void) -> ReviewReply {
    var writer = JSONWriter(isPretty: false)
    writer.object(body)
    return ReviewReply(.json, Array(writer.text.utf8))
  }

  // MARK: - Reading

  private func session() async -> ReviewReply {
    let session = desk.session
    var states: [CrateState] = []
    for id in session.items.indices { states.append(await desk.state(of: id)) }
    return Self.json { writer in SessionJSON.write(session, states, to: &writer) }
  }

  private func opened(_ id: Int?) async throws(Problem) -> (id: Int, crate: OpenedCrate) {
    guard let id else { throw .malformed }
    switch await desk.crate(id) {
    case .known(let crate): return (id, crate)
    case .unavailable(let reason): throw Problem(503, reason)
    }
  }

  private func package(_ request: ReviewRequest) async throws(Problem) -> ReviewReply {
    let (id, crate) = try await opened(request.number("item"))
    let (notes, problem) = await desk.notes(of: crate)
    let state = await desk.state(of: id)
    let item = desk.session.items[id]
    return Self.json { writer in
      PackageJSON.write(crate.package, item: item, id: id, state: state, to: &writer)
      writer.object("notes") { writer in
        writer.member("problem", problem)
        notes.writeMembers(to: &writer)
      }
    }
  }

  private func fileOf(
    _ request: ReviewRequest
  ) async throws(Problem) -> (id: Int, crate: OpenedCrate, file: ReviewFile) {
    let (id, crate) = try await opened(request.number("item"))
    guard let number = request.number("file"), crate.package.files.indices.contains(number) else {
      throw .malformed
    }
    return (id, crate, crate.package.files[number])
  }

  private func file(_ request: ReviewRequest) async throws(Problem) -> ReviewReply {
    let view = FileView(try await fileOf(request).file)
    var writer = JSONWriter(isPretty: false)
    view.write(to: &writer)
    return ReviewReply(.json, Array(writer.text.utf8))
  }

  /// The side that is asked about.
  private func side(_ request: ReviewRequest, of file: ReviewFile) throws(Problem) -> TreeFile {
    let side = request.query["side"] == "old" ? file.change.old : file.change.new
    guard let side else { throw .malformed }
    return side
  }

  private func line(_ request: ReviewRequest) async throws(Problem) -> ReviewReply {
    let file = try await fileOf(request).file
    let lines = TextLines(try side(request, of: file).bytes)
    guard let number = request.number("line"), number < lines.count else { throw .malformed }
    let bytes = lines.content(number)
    var text = VisibleText.text(of: bytes.prefix(DisplayLimit.openedLineBytes))
    if bytes.count > DisplayLimit.openedLineBytes {
      text += " ⋯ \(Wording.thousands(bytes.count - DisplayLimit.openedLineBytes)) more bytes"
    }
    return Self.json { $0.member("text", text) }
  }

  private func search(_ request: ReviewRequest) async throws(Problem) -> ReviewReply {
    let (_, crate) = try await opened(request.number("item"))
    guard let search = CrateSearch(request.query["text"] ?? "") else { throw .malformed }
    let (hits, isCut) = search.hits(in: crate.package)
    return Self.json { writer in
      writer.member("isCut", isCut)
      writer.array("hits") { writer in
        for hit in hits {
          writer.object { writer in
            writer.member("file", hit.file)
            writer.member("side", hit.isOld ? "old" : "new")
            writer.member("line", hit.line)
            writer.key("text")
            hit.text.write(to: &writer)
          }
        }
      }
    }
  }

  private func definition(_ request: ReviewRequest) async throws(Problem) -> ReviewReply {
    let (id, crate, file) = try await fileOf(request)
    let side = try side(request, of: file)
    guard let line = request.number("line") else { throw .malformed }
    let index = await desk.definitions(of: id, crate)
    let places = index.places(of: side.bytes, path: side.path, line: line)
    return Self.json { writer in
      writer.array("places") { writer in
        for place in places {
          writer.object { writer in
            writer.member("file", place.file)
            writer.member("side", place.isOld ? "old" : "new")
            writer.member("line", place.line)
            writer.member("text", place.text)
          }
        }
      }
    }
  }

  // MARK: - Writing

  private static func body(_ request: ReviewRequest) throws(Problem) -> [String: JSONValue] {
    do throws(JSONFailure) {
      guard let members = try JSONReader.read(request.body[...]).object else {
        throw JSONFailure.unexpectedEnd
      }
      return members
    } catch {
      throw .malformed
    }
  }

  private func write(
    _ members: [String: JSONValue],
    check: (ReviewPackage) throws(Problem) -> Void,
    _ body: @Sendable (inout ReviewNotes, Timestamp) -> Bool
  ) async throws(Problem) -> ReviewReply {
    let (id, crate) = try await opened(members["item"]?.integer)
    try check(crate.package)
    let notes: ReviewNotes
    do throws(NoteStore.Failure) {
      notes = try await desk.change(id, crate, body)
    } catch {
      throw Problem(409, error.message)
    }
    let state = await desk.state(of: id)
    let item = desk.session.items[id]
    return Self.json { writer in
      writer.object("item") { SessionJSON.write(item, id: id, state: state, to: &$0) }
      writer.object("notes") { writer in
        writer.member("problem", String?.none)
        notes.writeMembers(to: &writer)
      }
    }
  }

  private func note(_ request: ReviewRequest) async throws(Problem) -> ReviewReply {
    let members = try Self.body(request)
    guard let text = members["text"]?.string, text.utf8.count <= NoteLimit.textBytes,
      let line = members["line"]?.integer, let side = members["side"]?.string,
      side == "old" || side == "new"
    else { throw .malformed }
    let isOld = side == "old"
    let path: String?
    switch members["path"] {
    case .null: path = nil
    case .string(let text): path = text
    default: throw .malformed
    }
    return try await write(members) { package throws(Problem) in
      guard let path else {
        if line != 0 { throw .malformed }
        return
      }
      guard let file = package.files.first(where: { $0.path == path }),
        let bytes = (isOld ? file.change.old : file.change.new)?.bytes, line >= 1,
        line <= max(1, TextLines(bytes).count)
      else { throw .malformed }
    } _: { notes, now in
      notes.put(.init(path: path, isOld: isOld, line: line, text: text, written: now))
    }
  }

  private func read(_ request: ReviewRequest) async throws(Problem) -> ReviewReply {
    let members = try Self.body(request)
    guard let path = members["path"]?.string, let isRead = members["isRead"]?.bool else {
      throw .malformed
    }
    return try await write(members) { package throws(Problem) in
      guard package.files.contains(where: { $0.path == path }) else { throw .malformed }
    } _: { notes, _ in
      notes.setRead(path, isRead)
      return true
    }
  }

  private func done(_ request: ReviewRequest) async throws(Problem) -> ReviewReply {
    let members = try Self.body(request)
    guard let isDone = members["isDone"]?.bool else { throw .malformed }
    return try await write(members) { _ throws(Problem) in
    } _: { notes, now in
      notes.done = isDone ? notes.done ?? now : nil
      return true
    }
  }
}
