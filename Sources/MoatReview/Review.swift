/// The page, from its first request to its end.
package enum Review {
  /// Serves a session until the server ends; the queue is looked at meanwhile.
  package static func run(_ desk: ReviewDesk, on server: ReviewServer) async
    -> ReviewServer.Ending
  {
    await withTaskGroup(of: ReviewServer.Ending?.self) { group in
      group.addTask {
        await desk.survey()
        return nil
      }
      group.addTask {
        let service = ReviewService(desk)
        return await server.run { await service.answer($0) }
      }
      for await ending in group {
        guard let ending else { continue }
        group.cancelAll()
        return ending
      }
      return .stopped
    }
  }
}
