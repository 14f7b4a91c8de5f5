import Foundation
import MoatModel
import MoatTestSupport
import Testing

@testable import MoatReview

@Suite struct `What the page asks for` {
  private func object(_ reply: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(reply.body.utf8)) as? [String: Any])
  }

  @Test func `a queue with risk, size and what was read`() async throws {
    let review = try RunningReview()
    await review.desk.survey()
    let items = try #require(
      try object(try await review.get("/api/session"))["items"] as? [[String: Any]])
    #expect(items.map { $0["name"] as? String } == ["quiet", "paint", "socket"])
    let levels = items.map { ($0["risk"] as? [String: Any])?["level"] as? Int }
    #expect(levels == [0, 3, 2])
    let size = try #require(items[1]["size"] as? [String: Any])
    #expect(size["files"] as? Int == 6)
    _ = await review.stop()
  }

  @Test func `a crate: what runs first is first, and what is new is told`() async throws {
    let review = try RunningReview()
    let package = try object(try await review.get("/api/package?item=1"))
    let files = try #require(package["files"] as? [[String: Any]])
    #expect(
      files.map { $0["path"] as? String } == [
        "build.rs", "Cargo.toml", "src/colour_names.rs", "src/lib.rs", "src/width.rs", "Cargo.lock",
        "README.md",
      ])
    #expect(files[2]["change"] as? String == "renamed")
    #expect(files[2]["oldPath"] as? String == "src/names.rs")
    #expect(files[6]["group"] as? String == "Unchanged")
    let marks = try #require(package["marks"] as? [[String: Any]])
    #expect(marks.map { $0["capability"] as? String } == ["process", "unsafe"])
    #expect(marks.allSatisfy { $0["gained"] as? Bool == true })
    let facts = try #require(package["facts"] as? [[String: Any]])
    #expect(facts.first?["weight"] as? String == "alert")
    _ = await review.stop()
  }

  @Test func `definitions, searches and long lines`() async throws {
    let review = try RunningReview()
    // `mod width;` leads to its file, a use of `Colour` to the enum.
    let module = try object(
      try await review.get("/api/definition?item=1&file=3&side=new&line=3"))
    let places = try #require(module["places"] as? [[String: Any]])
    #expect(places.first?["file"] as? Int == 4)
    let search = try object(try await review.get("/api/search?item=1&text=magenta"))
    let hits = try #require(search["hits"] as? [[String: Any]])
    #expect(hits.map { $0["line"] as? Int } == [13, 23])
    #expect(
      try object(try await review.get("/api/search?item=1&text=MAGENTA"))["hits"] as? [Int] == [])
    #expect(try await review.get("/api/search?item=1&text=").status == 400)
    _ = await review.stop()
  }

  @Test func `notes, which a restart finds again`() async throws {
    let host = TestHost(variables: ["HOME": "/home/reader"])
    let first = try RunningReview(host: host)
    let note =
      "{\"item\":1,\"path\":\"build.rs\",\"side\":\"new\",\"line\":5,\"text\":\"why a shell?\"}"
    #expect(try await first.post("/api/note", note).status == 200)
    #expect(
      try await first.post("/api/read", "{\"item\":1,\"path\":\"build.rs\",\"isRead\":true}").status
        == 200)
    #expect(try await first.post("/api/done", "{\"item\":1,\"isDone\":true}").status == 200)
    _ = await first.stop()
    let second = try RunningReview(host: host)
    let package = try object(try await second.get("/api/package?item=1"))
    let notes = try #require(package["notes"] as? [String: Any])
    #expect((notes["notes"] as? [[String: Any]])?.first?["text"] as? String == "why a shell?")
    #expect(notes["read"] as? [String] == ["build.rs"])
    #expect((package["item"] as? [String: Any])?["done"] as? Bool == true)
    _ = await second.stop()
  }

  @Test(arguments: [
    "{\"item\":1,\"path\":\"../x\",\"side\":\"new\",\"line\":1,\"text\":\"a\"}",
    "{\"item\":1,\"path\":\"build.rs\",\"side\":\"old\",\"line\":1,\"text\":\"a\"}",
    "{\"item\":1,\"path\":\"build.rs\",\"side\":\"new\",\"line\":99,\"text\":\"a\"}",
    "{\"item\":1,\"path\":\"build.rs\",\"side\":\"new\",\"line\":0,\"text\":\"a\"}",
    "{\"item\":1,\"path\":\"build.rs\",\"side\":\"both\",\"line\":1,\"text\":\"a\"}",
    "{\"item\":1,\"path\":null,\"side\":\"new\",\"line\":4,\"text\":\"a\"}",
    "{\"item\":1,\"side\":\"new\",\"line\":0,\"text\":\"a\"}", "{}", "[]", "", "{\"item\":1",
  ])
  func `notes only where something is`(body: String) async throws {
    let review = try RunningReview()
    #expect(try await review.post("/api/note", body).status == 400)
    _ = await review.stop()
  }

  @Test func `a crate that cannot be read says why`() async throws {
    let session = ReviewSession(
      title: "t", items: [ReviewItem(name: "gone", old: nil, new: "1.0.0")],
      load: { _ in .unavailable("no archive of it is on this machine") })
    let review = try RunningReview(session)
    #expect(try await review.get("/api/package?item=0").contains("no archive of it"))
    #expect(try await review.get("/api/session").contains("\"state\":\"unavailable\""))
    _ = await review.stop()
  }
}
