namespace Godwit.Testing.Imap;

/// <summary>IDLE (RFC 2177): a second thread tells changes while this one waits for DONE.</summary>
internal static class IdleCommand
{
    public static string Run(ImapSession session)
    {
        session.Input.ExpectEnd();
        session.Replies.Line("+ idling");
        session.Replies.Flush();
        session.Input.AnotherThreadWrites = true;
        var watch = session.View is { } view ? new IdleWatch(session, view) : null;
        try
        {
            if (!session.Input.NextLine()) throw new SessionOverException();
        }
        finally
        {
            watch?.Stop();
            session.Input.AnotherThreadWrites = false;
        }
        var done = session.Input.TryKeyword("DONE");
        return done ? "OK Idle completed." : "BAD Expected DONE";
    }

    private sealed class IdleWatch
    {
        private readonly ImapSession _session;
        private readonly FolderView _view;
        private readonly Thread _thread;
        private bool _stopped;

        public IdleWatch(ImapSession session, FolderView view)
        {
            (_session, _view) = (session, view);
            _thread = new Thread(Watch) { IsBackground = true, Name = "idle" };
            _thread.Start();
        }

        public void Stop()
        {
            lock (_view.Folder.Mailbox.Gate)
            {
                _stopped = true;
                Monitor.PulseAll(_view.Folder.Mailbox.Gate);
            }
            _thread.Join();
        }

        private void Watch()
        {
            lock (_view.Folder.Mailbox.Gate)
            {
                while (!_stopped && Tell()) Monitor.Wait(_view.Folder.Mailbox.Gate);
            }
        }

        /// <summary>False when the client has gone; the session's own thread will notice that too.</summary>
        private bool Tell()
        {
            try
            {
                _view.Announce(_session, removals: true);
                _session.Replies.Flush();
                return true;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                return false;
            }
        }
    }
}
